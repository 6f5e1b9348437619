/*---
title: Dagen tot betaling
grain: one span of days since letter and account, of one reference year
key: [reference_year, band_no]
view: true
publish: true
law: Decreet 20 mei 2022, art. 9
note: how long after letter and account the first payment came, and how long it has not come yet (R35)
columns:
  span: {label: Dagen}
  paid: {unit: persons, label: Betaald na, adds: true}
  waiting: {unit: persons, label: Wacht al, adds: true}
---*/
with

world as (select * from parameters.as_of),

people as (
    select
        reference_year,
        first_paid_on is null as is_waiting,
        -- whoever is paid was ready, also where letter or account is not known
        if(notified_on is null or registered_on is null, first_paid_on, greatest(notified_on, registered_on)) as ready_on,
        greatest(coalesce(first_paid_on, world.as_of_date) - ready_on, 0) as days,
    from intermediate.people_assessed
    cross join world
    where status = 'entitled' and ready_on is not null
),

spans as (
    select unnest([
        {band_no: 1, until: 7, span: 'tot 7'},
        {band_no: 2, until: 14, span: '8 tot 14'},
        {band_no: 3, until: 21, span: '15 tot 21'},
        {band_no: 4, until: 30, span: '22 tot 30'},
        {band_no: 5, until: 60, span: '31 tot 60'},
        {band_no: 6, until: 90, span: '61 tot 90'},
        {band_no: 7, until: 1000000, span: 'meer dan 90'}
    ]) as row
),

counted as (
    select
        reference_year,
        case when days <= 7 then 1 when days <= 14 then 2 when days <= 21 then 3 when days <= 30 then 4
            when days <= 60 then 5 when days <= 90 then 6 else 7 end as band_no,
        count(*) filter (not is_waiting)::integer as paid,
        count(*) filter (is_waiting)::integer as waiting,
    from people
    group by all
)

select
    years.reference_year,
    spans.row.band_no as band_no,
    spans.row.span as span,
    coalesce(counted.paid, 0)::integer as paid,
    coalesce(counted.waiting, 0)::integer as waiting,
from (select distinct reference_year from counted) as years
cross join spans
left join counted on counted.reference_year = years.reference_year and counted.band_no = spans.row.band_no
