/*---
grain: one reference year with a year before it
key: [reference_year]
note: |
  The cost of the year before, and what it becomes when one thing after the other is replaced: the number of people,
  who they are and what they earn, the law, and who has an account. Each level is a whole number of cents, a half up.
  Cost is what people with a known account are due; up to the last step at the take-up of the year before.
columns:
  before_cents: {unit: EUR cent, label: Vorig jaar}
  volume_cents: {unit: EUR cent, label: Met het aantal mensen van dit jaar}
  wages_cents: {unit: EUR cent, label: Met de mensen en lonen van dit jaar}
  rule_cents: {unit: EUR cent, label: Met de wet van dit jaar}
  takeup_cents: {unit: EUR cent, label: Met de take-up van dit jaar}
---*/
with

now as (
    select
        reference_year,
        coalesce(sum(persons) filter (reason is null or reason in ('wage_above_limit', 'below_minimum')), 0) as people,
        sum(payable_cents)::hugeint as due,
        sum(registered_cents)::hugeint as cost,
    from intermediate.dossiers_counted
    where status in ('entitled', 'refused')
    group by all
),

before as (
    select
        reference_year,
        coalesce(sum(persons) filter (reason is null or reason in ('wage_above_limit', 'below_minimum')), 0) as people,
        sum(payable_cents)::hugeint as due,
        sum(registered_cents)::hugeint as cost,
    from previous_year.dossiers_counted
    where status in ('entitled', 'refused')
    group by all
),

-- the people of this year under the law of the year before
law as (select * from previous_year.law_applied),

rated as (
    select
        people.*,
        law.* exclude (reference_year),
        award_numerator(q1_wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents) as q1_award_numerator,
        award_numerator(q2_wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents) as q2_award_numerator,
        award_numerator(q3_wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents) as q3_award_numerator,
        award_numerator(q4_wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents) as q4_award_numerator,
    from (
        select * exclude (wage_band_no, fraction_band_no, takeup_cell_no, registers_draw, follows_draw, lowest_wage_cents), false as is_border from intermediate.people_compacted
        union all by name
        select * exclude (employer, wage_band_no, fraction_band_no, takeup_no), true as is_border from intermediate.border_compacted
    ) as people
    inner join law using (reference_year)
),

summed as (
    select
        *,
        quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, q1_p)
            + quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, q2_p)
            + quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, q3_p)
            + quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, q4_p) as bonus_micros,
        q1_award_numerator + q2_award_numerator + q3_award_numerator + q4_award_numerator as award_numerators,
    from rated
),

bonuses as (
    select reference_year, has_part_time, award_numerators > 0 as has_award, half_up(bonus_micros, 10000) as bonus_cents,
        minimum_part_time_cents, minimum_full_time_cents, supplement_cents,
    from summed
    where not is_border
    union all
    select
        reference_year, any_value(has_part_time), sum(award_numerators) > 0,
        least(half_up(sum(bonus_micros)::bigint, 10000), any_value(year_max_cents)),
        any_value(minimum_part_time_cents), any_value(minimum_full_time_cents), any_value(supplement_cents),
    from summed
    where is_border
    group by reference_year, person_key
),

under_old_law as (
    select
        reference_year,
        coalesce(sum(bonus_cents + supplement_cents) filter (
            has_award and bonus_cents >= if(has_part_time, minimum_part_time_cents, minimum_full_time_cents)
        ), 0)::hugeint as due,
    from bonuses
    group by reference_year
)

select
    now.reference_year,
    before.cost::bigint as before_cents,
    -- in cents, a half up; all positive
    ((2 * before.cost * now.people + before.people) // (2 * before.people))::bigint as volume_cents,
    ((2 * under_old_law.due * before.cost + before.due) // (2 * before.due))::bigint as wages_cents,
    ((2 * now.due * before.cost + before.due) // (2 * before.due))::bigint as rule_cents,
    now.cost::bigint as takeup_cents,
from now
inner join before using (reference_year)
inner join under_old_law using (reference_year)
where before.people > 0 and before.due > 0
