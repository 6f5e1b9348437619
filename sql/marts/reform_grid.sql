/*---
title: Wijzigingen van de wet, doorgerekend
grain: one combination of changes to the law of the latest year, in the steps of codes.reform_steps, for one wage band or for all
key: [reference_year, lower_step, last_step, max_step, floor_step, supplement_step, wage_band_no]
view: true
publish: true
law: Decreet 20 mei 2022, art. 5 en 6
note: |
  What the reform lab shows: every combination of its sliders, priced person by person with the macros of the yearly
  run and only then added, so a slider never interpolates and no personal data leaves. It is priced when the site is
  built, not in the yearly run. The floor moves the end of the taper and the full-time minimum together; the part-time
  minimum follows when it would lie above. Employees, border workers and combinations; plus stays as it is.
  Exact totals of two positions of one slider can be subtracted. A position is hidden where that would tell of fewer
  than five people: a count that differs by one to four, or an amount that differs by no more than four people can be
  due. Of the two the position further from today's law is hidden, so today's law itself always shows. The bands of
  change cross each other from step to step, so they are rounded to tens instead: no difference between two of them is
  a count of people.
  A wage band has rounded figures only. What changes in it is added and rounded to what five people can be due at most,
  so that a difference between two positions is never about fewer, and shared among its people, of whom it needs twenty.
  Wage bands stand beside the total here, in one table, because the pricing is the work: a second table would price
  everything again.
columns:
  wage_band_no: {label: Referteloon, meaning: "that of wage_band_no; -1 is all wages together"}
  totals_tell_of: {unit: persons, label: Waarover de totalen minstens gaan, meaning: fewest people behind a difference with a neighbouring position}
  takeup_tells_of: {unit: persons, label: Waarover de take-up minstens gaat}
  entitled: {label: Rechthebbenden, of: totals_tell_of}
  payable_cents: {unit: EUR cent, label: Recht, of: totals_tell_of}
  current_cents: {unit: EUR cent, label: Bij huidige take-up, of: takeup_tells_of}
  projected_cents: {unit: EUR cent, label: Bij verwachte take-up, of: takeup_tells_of}
  leaving: {label: Verliest het recht, meaning: to the nearest ten}
  losing_much: {label: Verliest meer dan 100 euro, meaning: to the nearest ten}
  losing: {label: Verliest tot 100 euro, meaning: to the nearest ten}
  same: {label: Blijft gelijk, meaning: to the nearest ten}
  gaining: {label: Wint tot 100 euro, meaning: to the nearest ten}
  gaining_much: {label: Wint meer dan 100 euro, meaning: to the nearest ten}
  entering: {label: Krijgt het recht, meaning: to the nearest ten}
  mean_change_eur: {unit: EUR, label: Gemiddelde verandering, meaning: "in whole euro, of a wage band of twenty people or more"}
---*/
with

law as (
    select * from intermediate.law_applied
    where reference_year = (select max(reference_year) from intermediate.people_compacted)
),

steps as (
    select
        (row_number() over ())::integer as law_no,
        l.step_no as lower_step, u.step_no as last_step, m.step_no as max_step, f.step_no as floor_step,
    from codes.reform_steps as l, codes.reform_steps as u, codes.reform_steps as m, codes.reform_steps as f
    where l.parameter = 'lower_wage_limit_eur' and u.parameter = 'last_eligible_wage_eur'
        and m.parameter = 'max_award_eur' and f.parameter = 'floor'
),

supplements as (
    select
        case when count(*) over () <= 3 then step_no else error('codes.reform_steps: supplement_eur has more than three positions') end as supplement_step,
        row_number() over (order by step_no) as supplement_no,
    from codes.reform_steps
    where parameter = 'supplement_eur'
),

-- at most three positions of the supplement side by side: a row a person, law and position would be three times the work
raises as (
    select
        max(supplement_step * 100) filter (supplement_no = 1) as first_raise_cents,
        max(supplement_step * 100) filter (supplement_no = 2) as second_raise_cents,
        max(supplement_step * 100) filter (supplement_no = 3) as third_raise_cents,
    from supplements
),

laws as (
    select
        steps.law_no, law.supplement_cents,
        q1_lower_cents + lower_step * 100 as q1_lower_cents, q2_lower_cents + lower_step * 100 as q2_lower_cents,
        q3_lower_cents + lower_step * 100 as q3_lower_cents, q4_lower_cents + lower_step * 100 as q4_lower_cents,
        q1_upper_cents + last_step * 100 as q1_upper_cents, q2_upper_cents + last_step * 100 as q2_upper_cents,
        q3_upper_cents + last_step * 100 as q3_upper_cents, q4_upper_cents + last_step * 100 as q4_upper_cents,
        q1_max_cents + max_step * 100 as q1_max_cents, q2_max_cents + max_step * 100 as q2_max_cents,
        q3_max_cents + max_step * 100 as q3_max_cents, q4_max_cents + max_step * 100 as q4_max_cents,
        q1_end_cents + floor_step * 100 as q1_end_cents, q2_end_cents + floor_step * 100 as q2_end_cents,
        q3_end_cents + floor_step * 100 as q3_end_cents, q4_end_cents + floor_step * 100 as q4_end_cents,
        year_max_cents + max_step * 100 as year_max_cents,
        minimum_full_time_cents + floor_step * 100 as minimum_full_time_cents,
        least(minimum_part_time_cents, minimum_full_time_cents + floor_step * 100) as minimum_part_time_cents,
    from law
    cross join steps
),

workers as not materialized (
    -- nearly everybody earns under some bound of some position, so nobody is left out beforehand
    select people.* exclude (person_key, lowest_wage_cents), null::ubigint as border_person_key
    from intermediate.people_expected as people
    inner join law using (reference_year)
    union all by name
    select * exclude (person_key, employer), person_key as border_person_key
    from intermediate.border_compacted
    semi join law using (reference_year)
),

-- read twice below, once for each kind of worker; written down in between it would be a row a person and law
rated as not materialized (
    select
        workers.* exclude (reference_year),
        laws.*,
        award_numerator(q1_wage_cents, q1_lower_cents, q1_upper_cents, q1_max_cents, q1_end_cents) as q1_award_numerator,
        award_numerator(q2_wage_cents, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents) as q2_award_numerator,
        award_numerator(q3_wage_cents, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents) as q3_award_numerator,
        award_numerator(q4_wage_cents, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents) as q4_award_numerator,
    from workers
    cross join laws
),

summed as not materialized (
    select
        * exclude (q1_wage_cents, q2_wage_cents, q3_wage_cents, q4_wage_cents),
        quarter_bonus_micros(q1_award_numerator, q1_upper_cents - q1_lower_cents, q1_p)
            + quarter_bonus_micros(q2_award_numerator, q2_upper_cents - q2_lower_cents, q2_p)
            + quarter_bonus_micros(q3_award_numerator, q3_upper_cents - q3_lower_cents, q3_p)
            + quarter_bonus_micros(q4_award_numerator, q4_upper_cents - q4_lower_cents, q4_p) as bonus_micros,
        q1_award_numerator > 0 or q2_award_numerator > 0 or q3_award_numerator > 0 or q4_award_numerator > 0 as has_award,
    from rated
),

bonuses as (
    select
        law_no, is_entitled, payable_cents, wage_band_no, takeup_no, supplement_cents,
        half_up(bonus_micros, 10000) as bonus_cents,
        has_award and bonus_cents >= if(has_part_time, minimum_part_time_cents, minimum_full_time_cents) as is_entitled_after,
    from summed
    where border_person_key is null
    union all by name
    select
        law_no,
        any_value(is_entitled) as is_entitled, any_value(payable_cents) as payable_cents,
        any_value(wage_band_no) as wage_band_no, any_value(takeup_no) as takeup_no,
        any_value(supplement_cents) as supplement_cents,
        least(half_up(sum(bonus_micros)::bigint, 10000), any_value(year_max_cents)) as bonus_cents,
        bool_or(has_award) and bonus_cents >= if(any_value(has_part_time), any_value(minimum_part_time_cents), any_value(minimum_full_time_cents)) as is_entitled_after,
    from summed
    where border_person_key is not null
    group by law_no, border_person_key
),

priced as (
    select
        bonuses.* exclude (bonus_cents, supplement_cents),
        if(is_entitled_after, bonus_cents + supplement_cents, 0) as due_cents,
    from bonuses
    where is_entitled or is_entitled_after
),

grouped as (
    select
        law_no,
        wage_band_no,
        takeup_no,
        is_entitled_after,
        change_band_no(is_entitled, is_entitled_after, payable_cents, due_cents + first_raise_cents) as first_change_no,
        change_band_no(is_entitled, is_entitled_after, payable_cents, due_cents + second_raise_cents) as second_change_no,
        change_band_no(is_entitled, is_entitled_after, payable_cents, due_cents + third_raise_cents) as third_change_no,
        count(*) as persons,
        sum(due_cents) as due_cents,
        sum(payable_cents) as payable_cents,
    from priced
    cross join raises
    group by all
),

banded as (
    select
        law_no,
        supplement_step,
        wage_band_no,
        takeup_no,
        case supplement_no when 1 then first_change_no when 2 then second_change_no when 3 then third_change_no end as change_no,
        persons,
        due_cents + if(is_entitled_after, persons * supplement_step * 100, 0) as after_cents,
        after_cents - payable_cents as change_cents,
    from grouped
    cross join supplements
),

counted as (
    select
        any_value(law.reference_year) as reference_year, lower_step, last_step, max_step, floor_step, supplement_step,
        coalesce(wage_band_no, -1)::integer as wage_band_no,
        coalesce(sum(persons) filter (change_no > -3), 0)::integer as entitled,
        sum(after_cents)::bigint as payable_cents,
        coalesce(sum(after_cents) filter (takeup_no = 2), 0)::bigint as current_cents,
        coalesce(sum(after_cents) filter (takeup_no >= 1), 0)::bigint as projected_cents,
        coalesce(sum(persons) filter (change_no = -3), 0)::integer as leaving,
        coalesce(sum(persons) filter (change_no = -2), 0)::integer as losing_much,
        coalesce(sum(persons) filter (change_no = -1), 0)::integer as losing,
        coalesce(sum(persons) filter (change_no = 0), 0)::integer as same,
        coalesce(sum(persons) filter (change_no = 1), 0)::integer as gaining,
        coalesce(sum(persons) filter (change_no = 2), 0)::integer as gaining_much,
        coalesce(sum(persons) filter (change_no = 3), 0)::integer as entering,
        sum(change_cents)::bigint as change_cents,
        sum(persons)::integer as persons,
    from banded
    inner join steps using (law_no)
    cross join law
    group by grouping sets (
        (lower_step, last_step, max_step, floor_step, supplement_step),
        (lower_step, last_step, max_step, floor_step, supplement_step, wage_band_no))
),

-- the most that one person can be due, and so the most by which one person moves a total
most as (
    select max(year_max_cents + supplement_cents) + (select max(supplement_step) from supplements) * 100 as most_cents
    from laws
),

placed as (
    select
        *,
        row_number() over (order by
            abs(lower_step) + abs(last_step) + abs(max_step) + abs(floor_step) + abs(supplement_step),
            lower_step, last_step, max_step, floor_step, supplement_step) as place_no,
    from counted
    where wage_band_no = -1
),

-- two positions of one slider with the others equal: the one further from today's law gives way
told as (
    select
        this.place_no,
        min(least(
            nullif(abs(this.entitled - other.entitled), 0),
            ceil(nullif(abs(this.payable_cents - other.payable_cents), 0) / most_cents))) as totals_tell_of,
        min(least(
            ceil(nullif(abs(this.current_cents - other.current_cents), 0) / most_cents),
            ceil(nullif(abs(this.projected_cents - other.projected_cents), 0) / most_cents))) as takeup_tells_of,
    from placed as this
    inner join placed as other
        on other.place_no < this.place_no
        and (this.lower_step = other.lower_step)::integer + (this.last_step = other.last_step)::integer
            + (this.max_step = other.max_step)::integer + (this.floor_step = other.floor_step)::integer
            + (this.supplement_step = other.supplement_step)::integer = 4
    cross join most
    group by this.place_no
),

judged as (
    select
        placed.*,
        least(totals_tell_of, nullif(entitled, 0)) as own_totals,
        least(takeup_tells_of,
            ceil(nullif(payable_cents - projected_cents, 0) / most_cents),
            ceil(nullif(projected_cents - current_cents, 0) / most_cents),
            ceil(nullif(current_cents, 0) / most_cents)) as own_takeup,
    from placed
    left join told using (place_no)
    cross join most
)

select
    counted.reference_year,
    lower_step, last_step, max_step, floor_step, supplement_step,
    counted.wage_band_no,
    coalesce(own_totals, 0)::integer as totals_tell_of,
    coalesce(least(own_totals, own_takeup), 0)::integer as takeup_tells_of,
    judged.entitled, judged.payable_cents, judged.current_cents, judged.projected_cents,
    to_tens(counted.leaving) as leaving,
    to_tens(counted.losing_much) as losing_much,
    to_tens(counted.losing) as losing,
    to_tens(counted.same) as same,
    to_tens(counted.gaining) as gaining,
    to_tens(counted.gaining_much) as gaining_much,
    to_tens(counted.entering) as entering,
    case
        when counted.wage_band_no >= 0 and to_tens(counted.persons) >= 20
            then half_up(half_up(counted.change_cents, 5 * most_cents) * 5 * most_cents, to_tens(counted.persons) * 100)::integer
    end as mean_change_eur,
from counted
cross join most
-- a wage band has no exact totals
left join judged using (lower_step, last_step, max_step, floor_step, supplement_step, wage_band_no)
