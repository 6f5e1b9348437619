/*---
title: Redenen waarom nog niet betaald is
grain: one reason why people with a letter and an account are not paid yet, of one reference year
key: [reference_year, reason_no]
view: true
publish: true
law: Decreet 20 mei 2022, art. 9
note: the first reason that applies (R35); old is more than thirty days after letter and account
columns:
  reason: {label: Waarom nog niet betaald}
  persons: {unit: persons, label: Wachtend, adds: true}
  old: {unit: persons, label: Langer dan 30 dagen, within: persons}
  open_eur: {unit: EUR, label: Open bedrag, of: persons}
  longest_days: {unit: days, label: Langst wachtend, of: persons}
---*/
with

world as (select * from parameters.as_of),

orders as (
    select
        reference_year, person_key,
        bool_or(outcome = 'returned') as has_returned,
        bool_or(outcome <> 'returned') as has_ordered,
    from intermediate.payments_ordered
    where scheme = 'jobbonus' and kind <> 'recovery'
    group by all
),

objecting as (
    select distinct reference_year, person_key from intermediate.objections_followed where outcome = 'open'
),

waiting as (
    select
        people.reference_year, people.person_key, people.payable_cents - people.paid_cents as open_cents,
        greatest(world.as_of_date - greatest(registered_on, notified_on), 0) as days,
        case
            when deaths.died_on is not null then 1
            when orders.has_ordered then 2
            when orders.has_returned then 3
            when objecting.person_key is not null then 4
            else 5
        end as reason_no,
    from intermediate.people_assessed as people
    cross join world
    left join intermediate.deaths_known as deaths using (reference_year, person_key)
    left join orders on orders.reference_year = people.reference_year and orders.person_key = people.person_key
    left join objecting on objecting.reference_year = people.reference_year and objecting.person_key = people.person_key
    where people.status = 'entitled' and registered_on is not null and notified_on is not null and first_paid_on is null
),

reasons as (
    select unnest([
        {reason_no: 1, reason: 'Begunstigde is overleden'},
        {reason_no: 2, reason: 'Opdracht gegeven, nog niet uitgevoerd'},
        {reason_no: 3, reason: 'Betaling kwam terug'},
        {reason_no: 4, reason: 'Bezwaar nog niet beslist'},
        {reason_no: 5, reason: 'Nog geen opdracht'}
    ]) as row
)

select
    waiting.reference_year,
    waiting.reason_no,
    any_value(reasons.row.reason) as reason,
    count(*)::integer as persons,
    count(*) filter (days > 30)::integer as old,
    eur(sum(open_cents)::bigint) as open_eur,
    max(days)::integer as longest_days,
from waiting
inner join reasons on waiting.reason_no = reasons.row.reason_no
group by waiting.reference_year, waiting.reason_no
