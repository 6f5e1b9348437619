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
        *,
        if(is_full_time, 100, twin.choice('part_time_all', twin.draw_in(person, regime_spell, 'part-time'))) as week_share,
        twin.draw_in(person, getvariable('reference_year'), 'pattern') as pattern_draw
    from drawn
),

patterns as (
    select
        regimes.* exclude (pattern_draw),
        case
            when is_tenths or reaches_pension then 15
            when fate = 'deceased'
                then twin.choice('pattern_stayer', pattern_draw) & ((1 << quarter(died_on)::integer) - 1) | 1
            when is_short then twin.choice('pattern_short', pattern_draw)
            when fate in ('excluded_worker', 'under_age') then twin.choice('pattern_student', pattern_draw)
            when kind = 'seasonal' then twin.choice('pattern_seasonal', pattern_draw)
            when enters then twin.choice('pattern_entrant', pattern_draw)
            when leaves then twin.choice('pattern_leaver', pattern_draw)
            else twin.choice('pattern_stayer', pattern_draw)
        end as active_quarters,
        died_on
    from regimes
    left join (select * from twin.deaths where reference_year = getvariable('reference_year')) as deaths
        using (person)
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

-- what people with excluded work only, and minors, are declared as; where they live; whose second job it is
worker_codes as (
    select
        *,
        case
            when fate = 'excluded_worker' and age <= 26
                then twin.choice('excluded_work_young', twin.draw(person, 'excluded work'))
            when fate = 'excluded_worker' then twin.choice('excluded_work_old', twin.draw(person, 'excluded work'))
            when fate = 'under_age' then twin.choice('under_age_work_all', twin.draw(person, 'minor work'))
            when is_blue then 15
            else 495
        end as worker_code,
        twin.draw_in(person, move_spell, 'municipality') as municipality_draw,
        twin.draw_in(person, employer_spell, 'second sector') as second_sector_draw,
        twin.draw_in(person, employer_spell, 'employer') as employer_draw,
        twin.draw_in(person, employer_spell, 'second employer') as second_draw
    from jobs
),

housed as (
    select
        *,
        case province_no
            when 1 then twin.choice('municipality_1', municipality_draw)
            when 2 then twin.choice('municipality_2', municipality_draw)
            when 3 then twin.choice('municipality_3', municipality_draw)
            when 4 then twin.choice('municipality_4', municipality_draw)
            when 5 then twin.choice('municipality_5', municipality_draw)
            else twin.choice('municipality_9', municipality_draw)
        end as nis_code,
        if(sex = 'F', twin.choice('sector_F', second_sector_draw), twin.choice('sector_M', second_sector_draw))
            as second_jc_no
    from worker_codes
),

-- first places of a pool are the large employers; the spare last one serves a second job that would fall on the first
hired as (
    select
        *,
        floor(getvariable('pools')[jc_no] * employer_draw * employer_draw)::integer as employer_place,
        floor(getvariable('pools')[second_jc_no] * second_draw * second_draw)::integer as second_place
    from housed
),

keyed as (
    select
        *,
        jc_no * 1000000 + employer_place as employer_key,
        second_jc_no * 1000000 + if(
            second_jc_no = jc_no and second_place = employer_place, getvariable('pools')[jc_no], second_place
        ) as second_employer_key
    from hired
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
from keyed as p
join twin.employers as first_job on first_job.employer_key = p.employer_key
join twin.employers as second_job on second_job.employer_key = p.second_employer_key;
