/*---
meaning: |
  The employees of simulation.people under every law of simulation.laws, one row a person and law, with the macros of
  the yearly run (contract steps 5 and 7).
---*/
with

-- whom no bound of any law reaches is due nothing before and after; blocks of them are never read
employees as (
    select * from simulation.people
    where lowest_wage_cents < getvariable('highest_bound_cents')
),

rated as (
    select
        employees.*,
        laws.* exclude (reference_year),
        award_numerator(q1_wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents) as q1_award_numerator,
        award_numerator(q2_wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents) as q2_award_numerator,
        award_numerator(q3_wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents) as q3_award_numerator,
        award_numerator(q4_wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents) as q4_award_numerator,
    from employees
    cross join simulation.laws as laws
),

summed as (
    select
        *,
        quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, q1_p)
            + quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, q2_p)
            + quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, q3_p)
            + quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, q4_p) as bonus_micros,
        q1_award_numerator + q2_award_numerator + q3_award_numerator + q4_award_numerator > 0 as has_award,
    from rated
)

select
    law_no, person_key, is_entitled, payable_cents, wage_band_no, fraction_band_no, takeup_no,
    -- half up, written out for what is never negative
    (bonus_micros + 5000) // 10000 as bonus_cents,
    has_award and bonus_cents >= if(has_part_time, minimum_part_time_cents, minimum_full_time_cents) as is_entitled_after,
    if(is_entitled_after, bonus_cents + supplement_cents, 0) as after_cents,
from summed
