/*---
grain: one way a wait ended in one week since time zero, for one category of one dimension
key: [reference_year, dimension, category, week_no, outcome]
sums: persons
note: |
  People who had to act: with a letter and without an account when it came. These few rows carry all there is to know
  about the time to registration; nothing after this looks at persons again.
columns:
  persons: {unit: persons, label: Personen}
---*/
with

-- who is alike in everything is one row, before each row becomes one for every dimension
alike as (
    select
        reference_year,
        week_no,
        outcome,
        columns('^by_'),
        date_trunc('month', notified_on) as notified_month,
        count(*) as persons,
        sum(payable_cents) as payable_cents,
    from intermediate.people_waited
    where week_no is not null
    group by all
),

waited as (
    select
        * exclude (notified_month),
        'Iedereen' as by_total,
        coalesce(strftime(notified_month, '%Y-%m'), 'nog geen brief') as by_wave,
    from alike
),

by_dimension as (
    unpivot waited
    on columns('^by_')
    into name dimension value category
)

select
    reference_year,
    dimension,
    category,
    week_no,
    outcome,
    sum(persons)::integer as persons,
    sum(payable_cents)::bigint as payable_cents,
from by_dimension
group by all
