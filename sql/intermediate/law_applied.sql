/*---
grain: one reference year
key: [reference_year]
note: the law of a year on one row and in whole cents, so that rating a person needs no lookup
columns:
  q1_pensioned_if_born_by: {meaning: who was born on or before this day had reached the pension age on the first day of the quarter}
---*/
with

years as (select * from parameters.years),

quarters as (
    select
        reference_year,
        quarter_no,
        cents(lower_wage_limit_eur) as lower_cents,
        -- the first cent that earns nothing
        cents(last_eligible_wage_eur) + 1 as upper_cents,
        cents(max_award_eur) as max_cents,
        cents(taper_end_award_eur) as end_cents,
        make_date(reference_year, 3 * quarter_no - 2, 1) as first_day,
    from parameters.quarters
),

-- each cohort reaches its own age; the younger ones never earlier, so one birth date parts all who have from all who have not
cohorts as (
    select
        quarters.reference_year,
        quarters.quarter_no,
        ages.born_from,
        least(
            quarters.first_day - to_years(ages.age_years),
            lead(ages.born_from, 1, date '9999-12-31')
                over (partition by quarters.reference_year, quarters.quarter_no order by ages.born_from) - to_days(1)
        )::date as pensioned_if_born_by,
    from quarters
    inner join parameters.pension_ages as ages on quarters.reference_year = ages.reference_year
),

pensioned as (
    select reference_year, quarter_no, max(pensioned_if_born_by) as born_by
    from cohorts
    where pensioned_if_born_by >= born_from
    group by all
),

wide as (
    select
        q.reference_year,
        max(lower_cents) filter (q.quarter_no = 1) as q1_lower_cents,
        max(lower_cents) filter (q.quarter_no = 2) as q2_lower_cents,
        max(lower_cents) filter (q.quarter_no = 3) as q3_lower_cents,
        max(lower_cents) filter (q.quarter_no = 4) as q4_lower_cents,
        max(upper_cents) filter (q.quarter_no = 1) as q1_upper_cents,
        max(upper_cents) filter (q.quarter_no = 2) as q2_upper_cents,
        max(upper_cents) filter (q.quarter_no = 3) as q3_upper_cents,
        max(upper_cents) filter (q.quarter_no = 4) as q4_upper_cents,
        max(max_cents) filter (q.quarter_no = 1) as q1_max_cents,
        max(max_cents) filter (q.quarter_no = 2) as q2_max_cents,
        max(max_cents) filter (q.quarter_no = 3) as q3_max_cents,
        max(max_cents) filter (q.quarter_no = 4) as q4_max_cents,
        max(end_cents) filter (q.quarter_no = 1) as q1_end_cents,
        max(end_cents) filter (q.quarter_no = 2) as q2_end_cents,
        max(end_cents) filter (q.quarter_no = 3) as q3_end_cents,
        max(end_cents) filter (q.quarter_no = 4) as q4_end_cents,
        max(born_by) filter (q.quarter_no = 1) as q1_pensioned_if_born_by,
        max(born_by) filter (q.quarter_no = 2) as q2_pensioned_if_born_by,
        max(born_by) filter (q.quarter_no = 3) as q3_pensioned_if_born_by,
        max(born_by) filter (q.quarter_no = 4) as q4_pensioned_if_born_by,
        max(max_cents) as year_max_cents,
    from quarters as q
    left join pensioned using (reference_year, quarter_no)
    group by q.reference_year
)

select
    wide.*,
    cents(years.minimum_full_time_award_eur) as minimum_full_time_cents,
    cents(years.minimum_part_time_award_eur) as minimum_part_time_cents,
    cents(years.supplement_eur) as supplement_cents,
    years.domicile_date,
    years.adult_age,
    years.application_deadline_date,
from wide
inner join years using (reference_year)
