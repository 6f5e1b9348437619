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
    from parameters.quarters
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
        max(max_cents) as year_max_cents,
    from quarters as q
    group by q.reference_year
)

select
    wide.*,
    pensions.* exclude (reference_year),
    cents(years.minimum_full_time_award_eur) as minimum_full_time_cents,
    cents(years.minimum_part_time_award_eur) as minimum_part_time_cents,
    cents(years.supplement_eur) as supplement_cents,
    years.domicile_date,
    years.adult_age,
    years.application_deadline_date,
from wide
inner join years using (reference_year)
left join intermediate.pensions_applied as pensions using (reference_year)
