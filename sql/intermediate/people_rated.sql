/*---
grain: one person with a jobbonus dossier of category employee
key: [reference_year, person_key]
view: true
law: Decreet 20 mei 2022, art. 5; BVR 1 juli 2022, art. 2 § 5 (contract steps 5 and 6)
note: |
  One pass over whole numbers, no join but with the law of the year: what counts and for how much of a quarter stands
  in people_described, so only what an amount can change is found here.
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
        quarters_marked(quarter_marks, 'is_pensioned') as quarters_pensioned,
        quarters_marked(quarter_marks, 'counts') as quarters_counting,
        quarters_marked(quarter_marks, 'earns') as quarters_earning,
        quarters_counting & quarters_marked(quarter_marks, 'has_part_time') > 0 as has_part_time,
    from intermediate.people_described
    where category = 'employee'
),
law as (select * from intermediate.law_applied),

rated as (
    select
        people.*,
        law.* exclude (reference_year),
        if(quarters_earning & 1 > 0, award_numerator(q1_reference_wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents), 0) as q1_award_numerator,
        if(quarters_earning & 2 > 0, award_numerator(q2_reference_wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents), 0) as q2_award_numerator,
        if(quarters_earning & 4 > 0, award_numerator(q3_reference_wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents), 0) as q3_award_numerator,
        if(quarters_earning & 8 > 0, award_numerator(q4_reference_wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents), 0) as q4_award_numerator,
    from people
    -- a year without a law stops the run, so nobody is lost here
    inner join law on people.reference_year = law.reference_year
)

select
    *,
    quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, q1_p) as q1_bonus_micros,
    quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, q2_p) as q2_bonus_micros,
    quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, q3_p) as q3_bonus_micros,
    quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, q4_p) as q4_bonus_micros,
from rated
