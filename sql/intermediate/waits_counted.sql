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

waited as (
    select
        reference_year, week_no, outcome, payable_cents, columns('^by_'),
        'Iedereen' as by_total,
        coalesce(strftime(notified_on, '%Y-%m'), 'nog geen brief') as by_wave,
    from intermediate.people_waited
    where week_no is not null
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
    count(*)::integer as persons,
    sum(payable_cents)::bigint as payable_cents,
from by_dimension
group by all
