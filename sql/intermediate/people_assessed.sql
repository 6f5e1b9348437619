/*---
grain: one person with a jobbonus dossier
key: [reference_year, person_key]
patch: person
rows: intermediate.people_described
law: Decreet 20 mei 2022, art. 3 tot 5 (contract step 7 and the table of statuses)
columns:
  status: {label: Toestand}
  reason: {label: Reden, meaning: the first that applies}
  bonus_cents: {unit: EUR cent, label: Jobbonus, meaning: "sum of the quarter bonuses, rounded once; whatever the status"}
  supplement_cents: {unit: EUR cent, label: Toeslag}
  payable_cents: {unit: EUR cent, label: Te betalen}
  fraction_sum: {unit: hundredths of a quarter, meaning: "payout fraction that is paid for, over the quarters that count"}
  mean_reference_wage_cents: {unit: EUR cent per month, label: Gemiddeld referteloon, meaning: over the quarters that count}
checks: [bonus_cents >= 0, payable_cents >= 0, "status in ('entitled', 'refused', 'incomplete', 'out_of_scope', 'pending', 'inadmissible')"]
---*/
with

-- most people: the pass that rates them decides about them too, and nothing is joined to them
employees as (
    select
        *,
        quarters_worked > 0 as has_work,
        quarters_worked & ~quarters_pensioned > 0 as has_work_before_pension,
        quarters_marked(quarter_marks, 'is_incomplete') & ~quarters_pensioned > 0 as is_incomplete,
        quarters_counting > 0 as has_counting,
        q1_award_numerator > 0 or q2_award_numerator > 0
            or q3_award_numerator > 0 or q4_award_numerator > 0 as has_award,
        false as has_foreign_work,
        -- an employee's sum cannot pass the maximum of the year
        half_up(q1_bonus_micros + q2_bonus_micros + q3_bonus_micros + q4_bonus_micros, 10000) as bonus_cents,
    from intermediate.people_rated
),

employers_summed as (
    select
        reference_year,
        person_key,
        true as has_work,
        bool_or(is_foreign) as has_foreign_work,
        bool_or(not is_pensioned) as has_work_before_pension,
        bool_or(is_incomplete and not is_pensioned) as is_incomplete,
        bool_or(counts) as has_counting,
        bool_or(award_numerator > 0) as has_award,
        bool_or(counts and has_part_time) as has_part_time,
        sum(bonus_micros)::bigint as bonus_micros,
        sum(p)::integer as fraction_sum,
        reference_wage_cents(
            (sum(wage_cents) filter (counts))::bigint, (sum(wage_fraction) filter (counts))::bigint
        ) as mean_reference_wage_cents,
    from intermediate.border_rated
    group by all
),

border_workers as (
    select
        people.* exclude (fraction_sum, mean_reference_wage_cents),
        law.* exclude (reference_year),
        summed.* exclude (reference_year, person_key, bonus_micros),
        -- the sum over employers is capped at the maximum of the year
        least(half_up(coalesce(summed.bonus_micros, 0), 10000), law.year_max_cents) as bonus_cents,
    from intermediate.people_described as people
    left join employers_summed as summed using (reference_year, person_key)
    left join intermediate.law_applied as law on people.reference_year = law.reference_year
    where people.category <> 'employee'
),

everyone as (
    select * from employees
    union all by name
    select * from border_workers
),

conditioned as (
    select
        *,
        if(coalesce(has_part_time, false), minimum_part_time_cents, minimum_full_time_cents) as minimum_cents,
        case
            when category = 'border' and not has_admissible_application and has_pending_application then 'pending'::dossier_reason
            when category = 'border' and not has_admissible_application then 'inadmissible'::dossier_reason
            when not has_person_row or birth_date is null then 'person_data_incomplete'::dossier_reason
            when death_date <= domicile_date then 'deceased'::dossier_reason
            when not is_in_flemish_region then 'not_domiciled'::dossier_reason
            when year(birth_date) + adult_age >= reference_year then 'under_age'::dossier_reason
            when has_excluded_work_only and not coalesce(has_foreign_work, false) then 'excluded_worker'::dossier_reason
            when has_work and not has_work_before_pension then 'pension_age'::dossier_reason
            when is_incomplete then 'dmfa_incomplete'::dossier_reason
            when not coalesce(has_counting, false) then 'no_counted_days'::dossier_reason
            when not has_award then 'wage_above_limit'::dossier_reason
        end as obstacle,
    from everyone
),

decided as (
    select
        *,
        coalesce(obstacle, if(bonus_cents < minimum_cents, 'below_minimum'::dossier_reason, null)) as first_unmet_condition,
        case
            when first_unmet_condition is null then 'entitled'::dossier_status
            when first_unmet_condition = 'pending' then 'pending'::dossier_status
            when first_unmet_condition = 'inadmissible' then 'inadmissible'::dossier_status
            when first_unmet_condition in ('person_data_incomplete', 'dmfa_incomplete') then 'incomplete'::dossier_status
            when first_unmet_condition in ('no_counted_days', 'wage_above_limit', 'below_minimum') then 'refused'::dossier_status
            else 'out_of_scope'::dossier_status
        end as status,
    from conditioned
)

select
    reference_year,
    person_key,
    category,
    has_admissible_application,
    status,
    if(status in ('entitled', 'pending', 'inadmissible'), null, first_unmet_condition) as reason,
    bonus_cents,
    if(status = 'entitled', decided.supplement_cents, 0) as supplement_cents,
    if(status = 'entitled', bonus_cents + decided.supplement_cents, 0) as payable_cents,
    coalesce(fraction_sum, 0) as fraction_sum,
    mean_reference_wage_cents,
    birth_date,
    municipality_no,
    notified_on,
    reminded_on,
    registered_on,
    known_since_on,
    first_paid_on,
    paid_cents,
    by_age,
    by_sex,
    by_province,
    by_sector,
    by_channel,
from decided
