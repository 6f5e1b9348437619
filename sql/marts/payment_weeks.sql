/*---
title: Betaalkalender per week
grain: one week in which payments of a reference year were expected or made
key: [reference_year, week_starts_on]
publish: true
note: |
  The payment calendar (R45). Whoever is entitled, has a letter and an account is expected in the file of as many
  days after the later of the two as the median of all first payments of the year; thirty days while nobody is paid. Who is overdue is
  expected in the week after today. Weeks begin on Monday.
columns:
  expected_persons: {unit: persons, label: Verwacht}
  expected_eur: {unit: EUR, label: Verwacht bedrag, of: expected_persons}
  actual_persons: {unit: persons, label: Eerste betalingen, adds: true, nests: "'week ' || week_starts_on"}
  actual_eur: {unit: EUR, label: Betaald bedrag, of: actual_persons}
  is_future: {label: Nog te komen}
---*/
with

world as (select * from parameters.as_of),

ready as (
    select
        reference_year, persons, payable_cents, paid_cents, first_paid_on,
        -- whoever is paid was ready, also where letter or account is not known
        if(notified_on is null or registered_on is null, first_paid_on, greatest(notified_on, registered_on)) as ready_on,
    from intermediate.entitled_dated
    where ready_on is not null
),

waited as (
    select reference_year, first_paid_on - ready_on as days, sum(persons) as persons
    from ready
    where first_paid_on >= ready_on
    group by all
),

placed as (
    select
        *,
        sum(persons) over (partition by reference_year order by days) as so_far,
        sum(persons) over (partition by reference_year) as total,
    from waited
),

medians as (
    select reference_year, min(days) as days
    from placed
    where so_far * 2 >= total
    group by reference_year
),

delays as (
    select ready.reference_year, coalesce(any_value(medians.days), 30) as days
    from ready
    left join medians using (reference_year)
    group by ready.reference_year
),

expected as (
    select
        ready.reference_year,
        date_trunc('week', if(
            ready.first_paid_on is null and ready.ready_on + delays.days::integer <= world.as_of_date,
            world.as_of_date + 7,
            ready.ready_on + delays.days::integer
        ))::date as week_starts_on,
        sum(ready.persons) as persons,
        sum(ready.payable_cents) as cents,
    from ready
    cross join world
    inner join delays using (reference_year)
    -- who was paid sooner than expected is expected no more
    where ready.first_paid_on is null or ready.ready_on + delays.days::integer <= world.as_of_date
    group by all
),

actual as (
    select
        reference_year,
        date_trunc('week', first_paid_on)::date as week_starts_on,
        sum(persons) as persons,
        sum(paid_cents) as cents,
    from ready
    where first_paid_on is not null
    group by all
)

select
    reference_year,
    week_starts_on,
    coalesce(expected.persons, 0)::integer as expected_persons,
    eur(coalesce(expected.cents, 0)::bigint) as expected_eur,
    coalesce(actual.persons, 0)::integer as actual_persons,
    eur(coalesce(actual.cents, 0)::bigint) as actual_eur,
    week_starts_on > world.as_of_date as is_future,
from expected
full join actual using (reference_year, week_starts_on)
cross join world
