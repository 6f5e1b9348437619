/*---
grain: one full-time reference wage, in whole cents
key: [reference_year, wage_cents]
view: true
law: Decreet 20 mei 2022, art. 5 (contract steps 5 and 7)
note: |
  What a full-timer with the same wage the whole year is due, at every cent around the taper: the macros of the yearly
  run at a payout fraction of 1, the full-time minimum and the supplement. A year with two schedules mixes both.
columns:
  payable_cents: {unit: EUR cent, label: Te betalen}
---*/
with

law as (
    select
        *,
        least(q1_lower_cents, q2_lower_cents, q3_lower_cents, q4_lower_cents) - 20000 as from_cents,
        greatest(q1_upper_cents, q2_upper_cents, q3_upper_cents, q4_upper_cents) + 20000 as to_cents,
    from intermediate.law_applied
),

wages as (
    select law.*, unnest(range(from_cents, to_cents + 1)) as wage_cents
    from law
),

rated as (
    select
        *,
        award_numerator(wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents) as q1_award_numerator,
        award_numerator(wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents) as q2_award_numerator,
        award_numerator(wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents) as q3_award_numerator,
        award_numerator(wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents) as q4_award_numerator,
    from wages
),

summed as (
    select
        *,
        half_up(
            quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, 100)
            + quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, 100)
            + quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, 100)
            + quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, 100), 10000) as bonus_cents,
    from rated
)

select
    reference_year,
    wage_cents,
    if(bonus_cents > 0 and bonus_cents >= minimum_full_time_cents, bonus_cents + supplement_cents, 0) as payable_cents,
from summed
