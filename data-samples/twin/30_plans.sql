-- How each person works in the reference year: grain one row per person received. Contract, employer, active
-- quarters, second job. Quarters are bits: 1 = first, 2, 4, 8 = fourth.
create or replace table twin.plans as
with

people as (
    select
        population.*,
        numbers.person_no,
        jc.kind,
        jc.blue,
        if(sex = 'F', jc.full_time_women, jc.full_time_men) as full_time_share,
        jc.week_hours,
        jc.by_hours,
        jc.wage_shift,
        -- spells: regime, employer and municipality change at a moment of each person's own
        floor((getvariable('reference_year') - 2021) / getvariable('regime_years')
            + twin.draw(person, 'regime spell')) as regime_spell,
        floor((getvariable('reference_year') - 2021)
            / if(jc.kind = 'temp', getvariable('temp_employer_years'), getvariable('employer_years'))
            + twin.draw(person, 'employer spell')) as employer_spell,
        floor((getvariable('reference_year') - 2021) / getvariable('move_years')
            + twin.draw(person, 'move spell')) as move_spell,
        year(population.pension_date) = getvariable('reference_year') as reaches_pension
    from twin.population
    join (select person, person_no from twin.people) as numbers using (person)
    join twin.joint_committees as jc using (jc_no)
),

drawn as (
    select
        *,
        twin.draw_in(person, regime_spell, 'full-time') < full_time_share
            * case when age < 22 then getvariable('young_part_time_factor') else 1 end as is_full_time,
        twin.draw(person, 'collar') < blue as is_blue,
        not is_tenths and not reaches_pension
            and fate in ('under_limit', 'not_domiciled', 'person_data_incomplete')
            and twin.draw_in(person, getvariable('reference_year'), 'short job') < getvariable('short_job_share')
            as is_short
    from people
),

regimes as (
    select
        drawn.*,
        if(is_full_time, 100, part.item) as week_share
    from drawn
    join twin.slots as part
        on part.name = 'part_time'
        and part.slot = floor(1000 * twin.draw_in(person, regime_spell, 'part-time'))
),

patterns as (
    select
        regimes.*,
        case
            when is_tenths or reaches_pension then 15
            when fate = 'deceased' then pattern.item & ((1 << quarter(died_on)::integer) - 1) | 1
            else pattern.item
        end as active_quarters,
        died_on
    from regimes
    left join (select * from twin.deaths where reference_year = getvariable('reference_year')) as deaths
        using (person)
    join twin.slots as pattern
        on pattern.name = 'pattern'
        and pattern.key = case
            when is_short then 'short'
            when fate in ('excluded_worker', 'under_age') then 'student'
            when kind = 'seasonal' then 'seasonal'
            when enters then 'entrant'
            when leaves and fate <> 'deceased' then 'leaver'
            else 'stayer'
        end
        and pattern.slot = floor(1000 * twin.draw_in(person, getvariable('reference_year'), 'pattern'))
),

-- the few who reach the yearly maximum: lowest wages, full-time all year, and a small second job that fills the quarters
topped as (
    select
        *,
        fate = 'under_limit' and is_full_time and active_quarters = 15 and not is_tenths and not reaches_pension
            and not enters and not leaves as could_reach_maximum
    from patterns
),

maximum as (
    select
        * exclude (could_reach_maximum),
        could_reach_maximum and row_number() over (
            partition by could_reach_maximum order by wage_position, person
        ) <= round(getvariable('at_maximum_share') * (select entitled from twin.quota)) as is_at_maximum
    from topped
),

jobs as (
    select
        *,
        case
            when is_at_maximum then true
            when is_tenths or is_short then false
            else twin.draw_in(person, getvariable('reference_year'), 'second job')
                < if(is_full_time, getvariable('second_job_share'), getvariable('second_job_part_time_share'))
        end as has_second_job
    from maximum
),

-- what people with excluded work only, and minors, are declared as
worker_codes as (
    select
        jobs.*,
        case
            when fate = 'excluded_worker' then excluded.item
            when fate = 'under_age' then minor.item
            when is_blue then 15
            else 495
        end as worker_code
    from jobs
    join twin.slots as excluded
        on excluded.name = 'excluded_work'
        and excluded.key = if(age <= 26, 'young', 'old')
        and excluded.slot = floor(1000 * twin.draw(person, 'excluded work'))
    join twin.slots as minor
        on minor.name = 'under_age_work'
        and minor.slot = floor(1000 * twin.draw(person, 'minor work'))
),

housed as (
    select
        worker_codes.*,
        municipality.item as nis_code
    from worker_codes
    join twin.slots as municipality
        on municipality.name = 'municipality'
        and municipality.key = province_no::varchar
        and municipality.slot = floor(1000 * twin.draw_in(person, move_spell, 'municipality'))
),

second_sector as (
    select
        housed.*,
        sector.item as second_jc_no,
        -- first employers are larger than last ones
        twin.draw_in(person, employer_spell, 'employer') as employer_draw,
        twin.draw_in(person, employer_spell, 'second employer') as second_draw
    from housed
    join twin.slots as sector
        on sector.name = 'sector' and sector.key = housed.sex
        and sector.slot = floor(1000 * twin.draw_in(person, employer_spell, 'second sector'))
)

select
    p.person, p.person_no, p.fate, p.age, p.sex, p.leaves, p.enters, p.birth_date, p.pension_date, p.died_on,
    p.province_no, p.nis_code::integer as nis_code, p.jc_no, p.kind, p.is_blue, p.is_full_time, p.is_short,
    p.is_tenths, p.is_at_maximum, p.wage_part, p.wage_position,
    p.week_share::smallint as week_share,
    (p.week_hours * 100)::smallint as reference_hours,
    twin.half_up(p.week_hours * p.week_share, 1)::smallint as week_hours,
    case
        when p.is_full_time and twin.draw(p.person, 'six days') < getvariable('six_day_share')
            and not p.is_at_maximum then 600
        when p.is_full_time or p.week_share >= 90 or twin.draw_in(p.person, p.regime_spell, 'days') < 0.35 then 500
        -- the days that go with the hours, to the half day
        else greatest(50, twin.half_up(p.week_share, 10) * 50)
    end::smallint as week_days,
    not p.is_full_time or (p.by_hours = 1 and not p.is_tenths) as is_in_hours,
    p.active_quarters::tinyint as active_quarters,
    p.has_second_job,
    (10 + floor(twin.draw_in(p.person, getvariable('reference_year'), 'second hours') * 31))::smallint as second_share,
    p.second_jc_no::tinyint as second_jc_no,
    p.worker_code::smallint as worker_code,
    first_job.employer_no,
    second_job.employer_no as second_employer_no
from second_sector as p
join twin.employers as pool on pool.jc_no = p.jc_no and pool.place = 0
join twin.employers as second_pool on second_pool.jc_no = p.second_jc_no and second_pool.place = 0
join twin.employers as first_job
    on first_job.jc_no = p.jc_no
    and first_job.place = floor(pool.pool * p.employer_draw * p.employer_draw)
join twin.employers as second_job
    on second_job.jc_no = p.second_jc_no
    and second_job.place = case
        when p.second_jc_no = p.jc_no
            and floor(second_pool.pool * p.second_draw * p.second_draw)
                = floor(pool.pool * p.employer_draw * p.employer_draw) then second_pool.pool
        else floor(second_pool.pool * p.second_draw * p.second_draw)
    end;
