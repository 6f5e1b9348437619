/*---
grain: one reference year
key: [reference_year]
view: true
note: |
  The pension age of each quarter as one birth date. It stands apart from the amounts of law_applied, because who had
  reached it decides which quarters count and that is found once per person, whatever an amount becomes.
columns:
  q1_pensioned_if_born_by: {meaning: who was born on or before this day had reached the pension age on the first day of the quarter}
---*/
with

-- each cohort reaches its own age; the younger ones never earlier, so one birth date parts all who have from all who have not
cohorts as (
    select
        ages.reference_year,
        quarters.quarter_no,
        ages.born_from,
        least(
            make_date(ages.reference_year, 3 * quarters.quarter_no - 2, 1) - to_years(ages.age_years),
            lead(ages.born_from, 1, date '9999-12-31')
                over (partition by ages.reference_year, quarters.quarter_no order by ages.born_from) - to_days(1)
        )::date as pensioned_if_born_by,
    from parameters.pension_ages as ages
    cross join unnest([1, 2, 3, 4]) as quarters(quarter_no)
)

select
    reference_year,
    max(pensioned_if_born_by) filter (quarter_no = 1) as q1_pensioned_if_born_by,
    max(pensioned_if_born_by) filter (quarter_no = 2) as q2_pensioned_if_born_by,
    max(pensioned_if_born_by) filter (quarter_no = 3) as q3_pensioned_if_born_by,
    max(pensioned_if_born_by) filter (quarter_no = 4) as q4_pensioned_if_born_by,
from cohorts
where pensioned_if_born_by >= born_from
group by reference_year
