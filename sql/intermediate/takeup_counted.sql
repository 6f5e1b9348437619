/*---
grain: one category of one dimension, week of registration and week of first payment
key: [reference_year, dimension, category, registered_week, paid_week, is_notified, is_known_before]
sums: persons
note: |
  Entitled people counted once for every dimension; everything about groups on the pages is a sum of these rows.
  Weeks count from the first letter of the year: 0 is its first seven days, -1 is any day before. An account that
  replaced another without a day between counts from the first of them.
columns:
  persons: {unit: persons, label: Rechthebbenden}
  is_known_before: {label: Rekening al gekend voor de brief}
---*/
with

people as (
    select * exclude (registered_on, known_since_on), known_since_on as registered_on
    from intermediate.people_profiled
),

campaigns as (select * from intermediate.campaigns_dated),

timed as (
    select
        -- three hundred municipalities by week are too fine to show and too many to carry
        people.* exclude (by_municipality, person_key, notified_on, reminded_on, registered_on, first_paid_on),
        -- greatest() passes over null, so it must not see one
        if(registered_on is null, null, greatest((registered_on - started_on + 7) // 7 - 1, -1))::smallint as registered_week,
        if(first_paid_on is null, null, greatest((first_paid_on - started_on + 7) // 7 - 1, -1))::smallint as paid_week,
        notified_on is not null as is_notified,
        coalesce(registered_on < notified_on, false) as is_known_before,
    from people
    left join campaigns using (reference_year)
),

-- one pass that counts everybody once for every dimension; a row names the category of its own and no other
counted as (
    select
        reference_year,
        registered_week,
        paid_week,
        is_notified,
        is_known_before,
        by_total, by_age, by_sex, by_province, by_wage_band, by_work_fraction, by_sector, by_category, by_channel, by_return,
        count(*)::integer as persons,
        sum(payable_cents)::bigint as payable_cents,
        sum(paid_cents)::bigint as paid_cents,
    from timed
    group by
        reference_year,
        registered_week,
        paid_week,
        is_notified,
        is_known_before,
        grouping sets (
            by_total, by_age, by_sex, by_province, by_wage_band, by_work_fraction, by_sector, by_category, by_channel, by_return
        )
),

by_dimension as (
    unpivot counted
    on columns('^by_')
    into name dimension value category
)

select
    reference_year,
    dimension,
    category,
    registered_week,
    paid_week,
    is_notified,
    is_known_before,
    persons,
    payable_cents,
    paid_cents,
from by_dimension
