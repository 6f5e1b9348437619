-- Who is received in the reference year, and how each file will end: grain one row per person received.
-- Counts are quotas (the first so many in the order of a draw), so that the board figures hold at every size.

-- The quotas at the size asked.
create or replace table twin.quota as
select
    *,
    to_calculate - no_counted_days - entitled - below_minimum as wage_above_limit
from (
    select
        getvariable('persons')::bigint as received,
        twin.scaled(getvariable('to_calculate')) as to_calculate,
        twin.scaled(getvariable('entitled')) as entitled,
        twin.scaled(getvariable('below_minimum')) as below_minimum,
        twin.scaled(getvariable('no_counted_days')) as no_counted_days,
        twin.scaled(getvariable('dmfa_incomplete')) as dmfa_incomplete,
        twin.scaled(getvariable('excluded_worker')) as excluded_worker,
        twin.scaled(getvariable('person_data_incomplete')) as person_data_incomplete,
        twin.scaled(getvariable('deceased')) as deceased,
        twin.scaled(getvariable('tenths')) as tenths
);

-- The same by province, by largest remainder so that the parts add up.
create or replace table twin.province_quota as
with

totals as (
    select province_no, 'entitled' as part, entitled_share as share, quota.entitled as total
    from twin.provinces, twin.quota
    union all
    select province_no, 'below', refused_share, quota.below_minimum from twin.provinces, twin.quota
    union all
    select province_no, 'above', refused_share, quota.wage_above_limit from twin.provinces, twin.quota
),

floors as (
    select *, floor(share * total)::bigint as whole_part, share * total - floor(share * total) as remainder
    from totals
),

shared as (
    select
        province_no,
        part,
        whole_part + (row_number() over (partition by part order by remainder desc, province_no)
            <= total - sum(whole_part) over (partition by part))::bigint as people
    from floors
),

wide as (
    select
        province_no,
        sum(people) filter (part = 'entitled')::bigint as entitled,
        sum(people) filter (part = 'below')::bigint as below_minimum,
        sum(people) filter (part = 'above')::bigint as wage_above_limit
    from shared
    group by province_no
)

select
    *,
    entitled + below_minimum + wage_above_limit as people,
    sum(entitled + below_minimum + wage_above_limit) over (order by province_no)::bigint as upto
from wide;

create or replace table twin.population as
with

members as (
    select
        person, band, birth_date, sex, pension_date,
        getvariable('reference_year') - year(birth_date) as age,
        last_year = getvariable('reference_year') as leaves,
        first_year = getvariable('reference_year') and first_year > getvariable('first_campaign_year') as enters,
        pension_date <= make_date(getvariable('reference_year')::integer, 1, 1) as is_past_pension,
        getvariable('reference_year') - year(birth_date) <= 18 as is_minor
    from twin.people
    where getvariable('reference_year') between first_year and last_year
),

with_data as (
    select
        *,
        row_number() over (order by twin.draw_in(person, getvariable('reference_year'), 'incomplete'), person)
            <= (select person_data_incomplete from twin.quota) as is_incomplete
    from members
),

-- the dead never come back: they are taken from those in their last year, the older first
alive as (
    select
        *,
        leaves and not is_incomplete and row_number() over (
            partition by leaves and not is_incomplete
            order by twin.draw_in(person, getvariable('reference_year'), 'death') * (95 - age), person
        ) <= (select deceased from twin.quota) as is_deceased
    from with_data
),

ordinary as (
    select
        *,
        twin.draw(person, 'domicile') as domicile_draw,
        not (is_incomplete or is_deceased or is_minor or is_past_pension) as is_ordinary
    from alive
),

-- so many ordinary people live outside Flanders that the files to calculate come out; the draw lasts, so do they
abroad as (
    select max(domicile_draw) as upto
    from (
        select domicile_draw, row_number() over (order by domicile_draw, person) as place
        from ordinary
        where is_ordinary
    )
    where place <= (
        select
            any_value(quota.received - quota.to_calculate - quota.person_data_incomplete - quota.deceased
                - quota.excluded_worker - quota.dmfa_incomplete)
            - count(*) filter (not is_incomplete and not is_deceased and (is_minor or is_past_pension))
        from ordinary, twin.quota
    )
),

domiciled as (
    select
        ordinary.*,
        domicile_draw <= abroad.upto as is_abroad,
        is_ordinary and domicile_draw > abroad.upto as is_inside
    from ordinary, abroad
),

working as (
    select
        *,
        is_inside and row_number() over (
            partition by is_inside
            order by twin.draw(person, 'excluded')
                * case when age <= 24 then getvariable('student_preference') else 1 end, person
        ) <= (select excluded_worker from twin.quota) as is_excluded
    from domiciled
),

fated as (
    select
        *,
        case when is_inside and not is_excluded then row_number() over (
            partition by is_inside and not is_excluded
            order by twin.draw_in(person, getvariable('reference_year'), 'fate'), person
        ) end as fate_place
    from working
),

candidates as (
    select
        * exclude (fate_place),
        fate_place > quota.dmfa_incomplete + quota.no_counted_days as is_candidate,
        case
            when is_incomplete then 'person_data_incomplete'
            when is_deceased then 'deceased'
            when is_abroad then 'not_domiciled'
            when is_minor then 'under_age'
            when is_past_pension then 'pension_age'
            when is_excluded then 'excluded_worker'
            when fate_place <= quota.dmfa_incomplete then 'dmfa_incomplete'
            when fate_place <= quota.dmfa_incomplete + quota.no_counted_days then 'no_counted_days'
        end as fate,
        twin.draw(person, 'province') as province_draw
    from fated, twin.quota
),

placed as (
    select
        *,
        case when is_candidate then row_number() over (
            partition by is_candidate order by province_draw, person
        ) end as province_place
    from candidates
),

-- the others live by the same cuts as the candidates
cuts as (
    select province_no, min(province_draw) as from_draw
    from placed
    join twin.province_quota as quota
        on province_place > upto - people and province_place <= upto
    where is_candidate
    group by province_no
),

located as (
    select
        placed.*,
        case
            when is_candidate then 1
                + (province_place > (select upto from twin.province_quota where province_no = 1))::integer
                + (province_place > (select upto from twin.province_quota where province_no = 2))::integer
                + (province_place > (select upto from twin.province_quota where province_no = 3))::integer
                + (province_place > (select upto from twin.province_quota where province_no = 4))::integer
            when is_abroad then 9
            else 1
                + coalesce(province_draw >= (select from_draw from cuts where province_no = 2), false)::integer
                + coalesce(province_draw >= (select from_draw from cuts where province_no = 3), false)::integer
                + coalesce(province_draw >= (select from_draw from cuts where province_no = 4), false)::integer
                + coalesce(province_draw >= (select from_draw from cuts where province_no = 5), false)::integer
        end as province_no
    from placed
),

-- a sector lasts; each person changes at a moment of their own
drawn as (
    select
        *,
        twin.draw_in(
            person,
            floor((getvariable('reference_year') - 2021) / getvariable('sector_years') + twin.draw(person, 'sector spell')),
            'sector'
        ) as sector_draw
    from located
),

employed as (
    select
        * exclude (sector_draw),
        if(sex = 'F', twin.choice('sector_F', sector_draw), twin.choice('sector_M', sector_draw)) as jc_no
    from drawn
),

ranked as (
    select
        employed.*,
        jc.kind,
        getvariable('wage_person_weight') * twin.draw(person, 'wage')
            + getvariable('wage_year_weight') * twin.draw_in(person, getvariable('reference_year'), 'wage')
            + jc.wage_shift
            + case
                when age < 25 then getvariable('wage_young_shift')
                when age >= 50 then getvariable('wage_senior_shift')
                else 0
            end as wage_score
    from employed
    join twin.joint_committees as jc using (jc_no)
),

waged as (
    select
        ranked.* exclude (wage_score),
        quota.people - quota.wage_above_limit as people_under,
        case when is_candidate then row_number() over (
            partition by is_candidate, ranked.province_no order by wage_score, person
        ) end as wage_place,
        quota.wage_above_limit as people_above,
        getvariable('wage_person_weight') as person_weight
    from ranked
    left join twin.province_quota as quota using (province_no)
),

positioned as (
    select
        *,
        case
            when is_candidate then if(wage_place <= people_under, 1, 2)
            else if(twin.draw(person, 'wage') < 0.85, 1, 2)
        end as wage_part,
        case
            when is_candidate and wage_place <= people_under then (wage_place - 0.5) / people_under
            when is_candidate then (wage_place - people_under - 0.5) / people_above
            when twin.draw(person, 'wage') < 0.85 then twin.draw(person, 'wage') / 0.85
            else (twin.draw(person, 'wage') - 0.85) / 0.15
        end as wage_position
    from waged
),

-- teachers paid in tenths: education staff under the limit, then anybody of that age
taught as (
    select
        *,
        case when is_candidate and wage_part = 1 then row_number() over (
            partition by is_candidate and wage_part = 1
            order by (kind = 'education' and age between 22 and 50) desc, age between 22 and 50 desc,
                twin.draw(person, 'tenths'), person
        ) <= (select tenths from twin.quota) else false end as is_tenths
    from positioned
)

select
    person::integer as person, band::tinyint as band, birth_date, sex, pension_date,
    age::smallint as age, leaves, enters,
    -- candidates: under the limit it is still open who falls below the minimum (34_wages.sql)
    coalesce(fate, if(wage_part = 2, 'wage_above_limit', 'under_limit'))::twin.fates as fate,
    province_no::tinyint as province_no,
    if(is_tenths and kind <> 'education', 38, jc_no)::tinyint as jc_no,
    wage_part::tinyint as wage_part,
    wage_position,
    is_tenths
from taught;

-- Deaths: the deceased of the year, and some of those in their last year later on.
insert into twin.deaths
select
    person,
    case
        when fate = 'deceased'
            then make_date(getvariable('reference_year')::integer, 2, 1)
                + floor(twin.draw_in(person, 1, 'day of death') * 334)::integer
        else make_date(getvariable('reference_year')::integer + 1, 1, 2)
            + floor(twin.draw_in(person, 2, 'day of death') * getvariable('deaths_later_days'))::integer
    end,
    getvariable('reference_year')
from twin.population
where fate = 'deceased'
    or (leaves and twin.draw(person, 'dies later') < getvariable('deaths_later_share'));
