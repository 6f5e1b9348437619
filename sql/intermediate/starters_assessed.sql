/*---
grain: one starting self-employed person
key: [reference_year, person_key]
law: Decreet 15 juli 2022 (jobbonus plus); BVR 10 november 2022 (contract step 9)
columns:
  has_jobbonus_year_before: {label: Jobbonus in het jaar voor de start}
  is_recently_employed: {label: Tewerkgesteld in de drie maanden voor de start}
  instalment_count: {label: Verschuldigde schijven}
---*/
with

world as (select * from parameters.as_of),
law as (
    select
        reference_year, plus_recent_employment_months, plus_second_instalment_months,
        cents(plus_instalment_eur) as plus_instalment_cents,
    from parameters.years
),

starters as (
    select
        starters.* exclude (stopped_on),
        -- a stop after the day the world is seen from is not known yet
        if(starters.stopped_on <= world.as_of_date, starters.stopped_on, null) as stopped_on,
        (starters.started_on + to_months(law.plus_second_instalment_months))::date as anniversary,
        anniversary <= world.as_of_date as has_anniversary,
        -- the same day three months before; in a shorter month its last day
        coalesce(starters.last_employed_on >= (starters.started_on - to_months(law.plus_recent_employment_months))::date, false) as is_recently_employed,
    from staging.plus__starters as starters
    left join law using (reference_year)
    cross join world
    where starters.started_on <= world.as_of_date
),

declarations as (
    select
        declarations.reference_year,
        declarations.person_key,
        bool_or(is_within_limit) filter (instalment_no = 1) as is_first_within_limit,
        bool_or(is_within_limit) filter (instalment_no = 2) as is_second_within_limit,
        min(declared_on) filter (instalment_no = 1) as first_declared_on,
    from staging.plus__de_minimis_declarations as declarations
    cross join world
    where declarations.declared_on <= world.as_of_date
    group by all
),

year_before as (
    select reference_year, person_key
    from previous_year.people_assessed
    where status = 'entitled'
),

conditions as (
    select
        starters.*,
        year_before.person_key is not null as has_jobbonus_year_before,
        declarations.is_first_within_limit,
        coalesce(declarations.is_second_within_limit, false) as is_second_within_limit,
        declarations.first_declared_on,
    from starters
    left join year_before using (reference_year, person_key)
    left join declarations using (reference_year, person_key)
),

decided as (
    select
        *,
        case
            when has_refused then 'refused_by_person'
            when not has_jobbonus_year_before then 'no_jobbonus_year_before'
            when not is_recently_employed then 'not_recently_employed'
            when not is_first_within_limit then 'above_de_minimis'
            when is_first_within_limit is null then 'declaration_missing'
        end as reason,
        if(reason is null, 1 + if(
            is_second_within_limit and has_anniversary and coalesce(stopped_on > anniversary, true), 1, 0
        ), 0) as instalment_count,
    from conditions
)

select
    decided.reference_year,
    decided.person_key,
    case
        when decided.reason is null then 'entitled'
        when decided.reason = 'declaration_missing' then 'pending'
        else 'refused'
    end as status,
    decided.reason,
    decided.instalment_count,
    decided.instalment_count * law.plus_instalment_cents as bonus_cents,
    decided.has_jobbonus_year_before,
    decided.is_recently_employed,
    decided.is_first_within_limit is not null as has_declared,
    decided.is_first_within_limit,
    decided.has_refused,
    decided.started_on,
    decided.stopped_on,
    decided.anniversary as second_instalment_from,
    decided.is_second_within_limit as has_second_declaration,
    decided.first_declared_on,
    letters.notified_on,
    coalesce(letters.has_decision, false) as has_decision_letter,
    letters.decided_on,
    accounts.registered_on,
    payments.first_paid_on,
    coalesce(payments.paid_cents, 0) as paid_cents,
from decided
left join law using (reference_year)
left join intermediate.letters_known as letters
    on decided.reference_year = letters.reference_year and decided.person_key = letters.person_key and letters.scheme = 'plus'
left join intermediate.accounts_traced as accounts on decided.person_key = accounts.person_key
left join intermediate.payments_known as payments
    on decided.reference_year = payments.reference_year and decided.person_key = payments.person_key and payments.scheme = 'plus'
