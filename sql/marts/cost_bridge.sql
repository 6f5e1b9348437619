/*---
grain: one step from the cost of one reference year to that of the next
key: [reference_year, step_no]
publish: true
note: |
  Why the cost changed (R44), by replacing one thing after the other in a stated order: first the number of people
  (volume), then who they are and what they earn (wages), then the law (rule), then who has an account (take-up).
  Every level is a whole number of cents, so the steps add up to the difference exactly. Another order gives other
  steps; this one reads as history. Cost is what people with a known account are due, as known today.
columns:
  step: {label: Stap}
  change_eur: {unit: EUR, label: Verandering}
  level_eur: {unit: EUR, label: Stand}
---*/
with

now as (
    select
        reference_year,
        count(*) filter (reason is null or reason in ('wage_above_limit', 'below_minimum')) as people,
        sum(payable_cents)::hugeint as due,
        coalesce(sum(payable_cents) filter (registered_on is not null), 0)::hugeint as cost,
    from intermediate.people_assessed
    where status in ('entitled', 'refused')
    group by all
),

before as (
    select
        reference_year,
        count(*) filter (reason is null or reason in ('wage_above_limit', 'below_minimum')) as people,
        sum(payable_cents)::hugeint as due,
        coalesce(sum(payable_cents) filter (registered_on is not null), 0)::hugeint as cost,
    from previous_year.people_assessed
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
        select * exclude (wage_band_no, fraction_band_no, takeup_no, mean_wage_cents, lowest_wage_cents), false as is_border from intermediate.people_compacted
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
),

levels as (
    select
        now.reference_year,
        before.cost as before,
        -- in cents, a half up; all positive
        (2 * before.cost * now.people + before.people) // (2 * before.people) as volume,
        (2 * under_old_law.due * before.cost + before.due) // (2 * before.due) as wages,
        (2 * now.due * before.cost + before.due) // (2 * before.due) as rule,
        now.cost as takeup,
    from now
    inner join before using (reference_year)
    inner join under_old_law using (reference_year)
    where before.people > 0 and before.due > 0
),

steps as (
    select reference_year, 0 as step_no, 'Vorig jaar' as step, before as level, before as change from levels
    union all select reference_year, 1, 'Aantal mensen', volume, volume - before from levels
    union all select reference_year, 2, 'Lonen en gewerkte tijd', wages, wages - volume from levels
    union all select reference_year, 3, 'Regels', rule, rule - wages from levels
    union all select reference_year, 4, 'Take-up', takeup, takeup - rule from levels
    union all select reference_year, 5, 'Dit jaar', takeup, takeup from levels
)

select reference_year, step_no, step, eur(change::bigint) as change_eur, eur(level::bigint) as level_eur
from steps
