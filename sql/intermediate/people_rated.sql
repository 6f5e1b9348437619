/*---
grain: one person with a jobbonus dossier of category employee
key: [reference_year, person_key]
view: true
law: Decreet 20 mei 2022, art. 5; BVR 1 juli 2022, art. 2 § 5 (contract steps 4 to 6)
note: |
  One pass over whole numbers, no join but with the law of the year. p is the payout fraction that is paid for, in
  hundredths: at most a full quarter, except in a quarter with a line in tenths, and at most four over the year.
columns:
  q1_reference_wage_cents: {unit: EUR cent per month, label: Refertemaandloon kwartaal 1}
  q1_award_numerator: {meaning: the full-time award at that wage times the width of the taper; zero means no award}
  q1_bonus_micros: {unit: 1e-6 EUR, label: Jobbonus kwartaal 1}
---*/
with

people as (
    select
        *,
        quarters_marked(quarter_marks, 'has_work') as quarters_worked,
        quarters_marked(quarter_marks, 'has_tenths') as quarters_in_tenths,
    from intermediate.people_described
    where category = 'employee'
),
law as (select * from intermediate.law_applied),

measured as (
    select
        people.*,
        law.* exclude (reference_year),
        coalesce(birth_date <= law.q1_pensioned_if_born_by, false) as q1_is_pensioned,
        coalesce(birth_date <= law.q2_pensioned_if_born_by, false) as q2_is_pensioned,
        coalesce(birth_date <= law.q3_pensioned_if_born_by, false) as q3_is_pensioned,
        coalesce(birth_date <= law.q4_pensioned_if_born_by, false) as q4_is_pensioned,
    from people
    -- a year without a law stops the run, so nobody is lost here
    inner join law on people.reference_year = law.reference_year
),

counting as (
    select
        *,
        coalesce(quarters_worked & 1 > 0 and not q1_is_pensioned and q1_wage_fraction > 0, false) as q1_counts,
        coalesce(quarters_worked & 2 > 0 and not q2_is_pensioned and q2_wage_fraction > 0, false) as q2_counts,
        coalesce(quarters_worked & 4 > 0 and not q3_is_pensioned and q3_wage_fraction > 0, false) as q3_counts,
        coalesce(quarters_worked & 8 > 0 and not q4_is_pensioned and q4_wage_fraction > 0, false) as q4_counts,
    from measured
),

capped as (
    select
        *,
        -- the four quarters as bits, like those of quarters_marked
        (if(q1_is_pensioned, 1, 0) + if(q2_is_pensioned, 2, 0)
            + if(q3_is_pensioned, 4, 0) + if(q4_is_pensioned, 8, 0))::usmallint as quarters_pensioned,
        (if(q1_counts, 1, 0) + if(q2_counts, 2, 0) + if(q3_counts, 4, 0) + if(q4_counts, 8, 0))::usmallint as quarters_counting,
        quarters_counting & quarters_marked(quarter_marks, 'has_part_time') > 0 as has_part_time,
        if(q1_counts, if(quarters_in_tenths & 1 > 0, q1_payout_fraction, lesser_of(q1_payout_fraction, 100)), 0) as q1_p_uncut,
        if(q2_counts, if(quarters_in_tenths & 2 > 0, q2_payout_fraction, lesser_of(q2_payout_fraction, 100)), 0) as q2_p_uncut,
        if(q3_counts, if(quarters_in_tenths & 4 > 0, q3_payout_fraction, lesser_of(q3_payout_fraction, 100)), 0) as q3_p_uncut,
        if(q4_counts, if(quarters_in_tenths & 8 > 0, q4_payout_fraction, lesser_of(q4_payout_fraction, 100)), 0) as q4_p_uncut,
    from counting
),

-- the year has four quarters: what exceeds them is cut from the last ones
cut as (
    select
        *,
        lesser_of(q1_p_uncut, 400) as q1_p,
        lesser_of(q2_p_uncut, 400 - q1_p) as q2_p,
        lesser_of(q3_p_uncut, 400 - q1_p - q2_p) as q3_p,
        lesser_of(q4_p_uncut, 400 - q1_p - q2_p - q3_p) as q4_p,
    from capped
),

rated as (
    select
        *,
        if(q1_counts and q1_wage_cents > 0, award_numerator(q1_reference_wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents), 0) as q1_award_numerator,
        if(q2_counts and q2_wage_cents > 0, award_numerator(q2_reference_wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents), 0) as q2_award_numerator,
        if(q3_counts and q3_wage_cents > 0, award_numerator(q3_reference_wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents), 0) as q3_award_numerator,
        if(q4_counts and q4_wage_cents > 0, award_numerator(q4_reference_wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents), 0) as q4_award_numerator,
    from cut
)

select
    *,
    quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, q1_p) as q1_bonus_micros,
    quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, q2_p) as q2_bonus_micros,
    quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, q3_p) as q3_bonus_micros,
    quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, q4_p) as q4_bonus_micros,
from rated
