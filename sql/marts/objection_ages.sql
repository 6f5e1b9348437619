/*---
title: Ouderdom van open bezwaren
grain: one span of days that objections about a reference year have been open
key: [reference_year, band_no]
view: true
publish: true
law: Decreet 20 mei 2022, art. 11 en 12
columns:
  span: {label: Dagen open}
  objections: {unit: persons, label: Nog niet beslist, adds: true}
---*/
with

spans as (
    select unnest([
        {band_no: 1, span: 'tot 30'},
        {band_no: 2, span: '31 tot 60'},
        {band_no: 3, span: '61 tot 90'},
        {band_no: 4, span: 'meer dan 90'}
    ]) as row
),

years as (select distinct reference_year from intermediate.objections_followed),

counted as (
    select
        reference_year,
        case when lead_days <= 30 then 1 when lead_days <= 60 then 2 when lead_days <= 90 then 3 else 4 end as band_no,
        count(*) as objections,
    from intermediate.objections_followed
    where outcome = 'open'
    group by all
)

select
    years.reference_year,
    spans.row.band_no as band_no,
    spans.row.span as span,
    coalesce(counted.objections, 0)::integer as objections,
from years
cross join spans
left join counted on counted.reference_year = years.reference_year and counted.band_no = spans.row.band_no
