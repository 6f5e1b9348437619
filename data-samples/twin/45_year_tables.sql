-- Persons and MAGDA advice of the reference year.

-- Personal data as known when delivered: grain one row per person, some missing on purpose.
create or replace table twin.persons_delivered as
select
    person_no,
    case when plans.fate = 'person_data_incomplete' then null else birth_date end as birth_date,
    case
        when twin.draw(person, 'sex unknown') < getvariable('sex_unknown_share') then null
        when twin.draw(person, 'third sex') < getvariable('third_sex_share') then 'X'
        else sex
    end as sex,
    case
        when province_no = 9 and twin.draw(person, 'abroad') < getvariable('nobody_in_belgium_share') then null
        else nis_code
    end::integer as nis_code,
    deaths.died_on as death_date
from twin.plans
left join twin.deaths using (person)
where plans.fate <> 'person_data_incomplete'
    or twin.draw_in(person, getvariable('reference_year'), 'no person row') >= getvariable('no_person_row_share');

-- The advice: grain one row per person and quarter with working time, for those left after the filter on domicile,
-- age and death. Mostly our reference wage to the cent; other where MAGDA saw an older version of the line, did not
-- know the rule for tenths, took a premium into the wage or rounded otherwise.
create or replace table twin.advices_delivered as
with

asked as (
    select
        quarters.*,
        case
            -- wage without time: nothing to divide by
            when damage = 'no_time' then null
            when old_wage is not null then twin.half_up(old_wage * 100, 3 * wage_fraction)
            when is_tenths then twin.half_up(twin.half_up(counted_wage * 12, 10) * 100, 3 * wage_fraction)
            when twin.draw(person_quarter, 'advice premium') < getvariable('advice_premium_share')
                then twin.half_up((counted_wage + twin.whole(twin.draw(person_quarter, 'advice amount'), 8000, 48000)) * 100,
                    3 * wage_fraction)
            when twin.draw(person_quarter, 'advice cent') < getvariable('advice_cent_share')
                then reference_wage + if(twin.draw(person_quarter, 'advice sign') < 0.5, 1, -2)
            else reference_wage
        end as advised_wage
    from twin.quarters
    where fate in ('entitled', 'below_minimum', 'wage_above_limit', 'no_counted_days', 'dmfa_incomplete')
        and wage_fraction > 0
        and (damage is null or damage = 'no_time')
        and twin.draw_in(person, getvariable('reference_year'), 'advice person') >= getvariable('advice_missing_person_share')
        and twin.draw(person_quarter, 'advice quarter') >= getvariable('advice_missing_quarter_share')
)

select
    person_no,
    (getvariable('reference_year') * 10 + quarter)::integer as quarter,
    coalesce(advised_wage < upper_cents, false) and not is_past_pension as is_entitled,
    advised_wage::bigint as reference_wage
from asked;
