/*---
title: De wet bij groeiende lonen
grain: one reference year ahead under one yearly growth of wages and one law
key: [reform, growth_e4, reference_year]
per: all
view: true
publish: true
law: Decreet 20 mei 2022, art. 5 en 6
note: |
  The five-year path of the lab (R52): the people of the latest computed year with their wages grown by a stated
  percentage a year, priced person by person under the law of that year, whose bounds stay where they are; stopped
  means that it is the last year with a right. An outlook, so rounded: people to ten, amounts to a thousand euro; two
  lines laid on each other tell of nobody. It is priced when the site is built; `jobbonus simulate` is exact.
columns:
  reform: {label: Scenario}
  growth_e4: {unit: one in ten thousand, label: Loongroei per jaar}
  law_of: {label: Wet van refertejaar}
  entitled: {unit: persons, label: Rechthebbenden}
  payable_cents: {unit: EUR cent, label: Recht, of: entitled}
---*/
with

latest as (select max(reference_year) as reference_year from intermediate.people_compacted),

ahead as (
    select
        (row_number() over ())::integer as path_no,
        (latest.reference_year + k.years)::integer as reference_year,
        k.years,
        g.growth_e4,
        -- one rounding for the whole stretch
        round(1e6 * pow(1 + g.growth_e4 / 1e4, k.years))::bigint as factor_e6,
    from latest
    cross join unnest([0, 1, 2, 3, 4]) as k(years)
    cross join unnest([0, 200, 400]) as g(growth_e4)
),

laws as (
    select ahead.path_no, ahead.growth_e4, ahead.factor_e6, ahead.reference_year as path_year, law.*
    from ahead
    inner join intermediate.law_applied as law
        on law.reference_year = (select max(l.reference_year) from intermediate.law_applied as l where l.reference_year <= ahead.reference_year)
),

workers as (
    select people.* exclude (person_key, lowest_wage_cents), null::ubigint as border_person_key
    from intermediate.people_expected as people
    semi join latest using (reference_year)
    union all by name
    select * exclude (person_key, employer), person_key as border_person_key
    from intermediate.border_compacted
    semi join latest using (reference_year)
),

rated as (
    select
        laws.path_no, workers.has_part_time, workers.border_person_key,
        laws.year_max_cents, laws.minimum_full_time_cents, laws.minimum_part_time_cents, laws.supplement_cents,
        award_numerator(wage_grown(q1_wage_cents, factor_e6), q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents) as n1,
        award_numerator(wage_grown(q2_wage_cents, factor_e6), q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents) as n2,
        award_numerator(wage_grown(q3_wage_cents, factor_e6), q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents) as n3,
        award_numerator(wage_grown(q4_wage_cents, factor_e6), q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents) as n4,
        quarter_bonus_micros(n1, q1_upper_cents - q1_lower_cents, q1_p) + quarter_bonus_micros(n2, q2_upper_cents - q2_lower_cents, q2_p)
            + quarter_bonus_micros(n3, q3_upper_cents - q3_lower_cents, q3_p) + quarter_bonus_micros(n4, q4_upper_cents - q4_lower_cents, q4_p) as bonus_micros,
    from workers
    cross join laws
),

bonuses as (
    select
        path_no, supplement_cents,
        half_up(bonus_micros, 10000) as bonus_cents,
        (n1 > 0 or n2 > 0 or n3 > 0 or n4 > 0)
            and bonus_cents >= if(has_part_time, minimum_part_time_cents, minimum_full_time_cents) as is_entitled,
    from rated
    where border_person_key is null
    union all by name
    select
        path_no, any_value(supplement_cents) as supplement_cents,
        least(half_up(sum(bonus_micros)::bigint, 10000), any_value(year_max_cents)) as bonus_cents,
        bool_or(n1 > 0 or n2 > 0 or n3 > 0 or n4 > 0)
            and bonus_cents >= if(any_value(has_part_time), any_value(minimum_part_time_cents), any_value(minimum_full_time_cents)) as is_entitled,
    from rated
    where border_person_key is not null
    group by path_no, border_person_key
),

costs as (
    select path_no, count(*) as entitled, sum(bonus_cents + supplement_cents) as payable_cents
    from bonuses
    where is_entitled
    group by path_no
),

reforms as (select unnest(['grenzen blijven', 'stopzetting']) as reform)

select
    reforms.reform,
    laws.growth_e4::integer as growth_e4,
    laws.path_year as reference_year,
    laws.reference_year as law_of,
    if(reform = 'stopzetting' and path_year > latest.reference_year, 0, to_tens(coalesce(costs.entitled, 0)))::integer as entitled,
    if(reform = 'stopzetting' and path_year > latest.reference_year, 0, half_up(coalesce(costs.payable_cents, 0)::bigint, 100000) * 100000)::bigint as payable_cents,
from laws
cross join reforms
cross join latest
left join costs using (path_no)
