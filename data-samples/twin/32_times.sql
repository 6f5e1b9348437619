-- Time worked: grain one row per person and active quarter, days in hundredths. Up to three slots a quarter: the job
-- (1), a second line at the same employer (2), the second employer (3). Days are first counted in a five-day week,
-- then declared in the regime of the line, in days or in hours (how a declaration is made).

create or replace table twin.times as
with

active as (
    select
        plans.*,
        days.quarter,
        days.weekdays,
        days.school_days,
        person * 8::bigint + days.quarter as person_quarter,
        (active_quarters & (1 << (days.quarter - 1))) > 0
            and (active_quarters & ((1 << (days.quarter - 1)) - 1)) = 0 as is_first,
        -- the job starts or ends inside the quarter
        not is_tenths and active_quarters <> 15 and (
            (days.quarter > 1 and (active_quarters & ((1 << days.quarter) >> 2)) = 0)
            or (days.quarter < 4 and (active_quarters & (1 << days.quarter)) = 0)
        ) as is_broken,
        days.quarter = 4 or (active_quarters & (1 << days.quarter)) = 0 as is_last,
        pension_date <= days.first_day as is_past_pension
    from twin.plans
    join twin.quarter_days as days
        on days.reference_year = getvariable('reference_year')
        and (plans.active_quarters & (1 << (days.quarter - 1))) > 0
),

employed as (
    select
        *,
        case
            when is_tenths then school_days
            when is_short then twin.whole(twin.draw(person_quarter, 'short days'), 6, 42)
            when worker_code in (840, 841) then twin.whole(twin.draw(person_quarter, 'student days'), 5, 38)
            when is_broken then greatest(9, floor(weekdays * (0.2 + 0.75 * twin.draw(person_quarter, 'broken days'))))
            else weekdays
        end::integer as employed_days
    from active
),

absent as (
    select
        employed.*,
        if(is_blue, twin.choice('absence_blue', twin.draw(person_quarter, 'absence')),
            twin.choice('absence_white', twin.draw(person_quarter, 'absence'))) as drawn_code,
        jc.temporary_unemployment
    from employed
    join twin.joint_committees as jc using (jc_no)
),

coded as (
    select
        *,
        case
            when is_at_maximum or worker_code not in (15, 495) then 0
            when drawn_code in (70, 71, 72)
                and twin.draw(person_quarter, 'thinned') * 3 >= temporary_unemployment then 0
            when drawn_code = 51 and not (sex = 'F' and age between 20 and 44) then 0
            when drawn_code = 52 and not (sex = 'M' and age between 20 and 50) then 0
            else drawn_code
        end as absence_code
    from absent
),

-- how long: never all of it in the first quarter of a person who must count
absence_days as (
    select
        *,
        case
            when absence_code = 0 then 0
            when absence_code = 50 and not is_first and not is_short and not is_tenths
                and twin.draw(person_quarter, 'long illness') < getvariable('full_quarter_illness_share')
                then employed_days
            else least(
                employed_days - 4,
                case
                    when absence_code = 50 then 1 + floor(power_draw * 0.55 * employed_days)
                    when absence_code in (70, 71, 72) then 1 + floor(power_draw * 0.5 * employed_days)
                    when absence_code = 30 then 1 + floor(power_draw * 12)
                    when absence_code = 51 then 20 + floor(power_draw * 40)
                    when absence_code = 52 then 10 + floor(power_draw * 10)
                    when absence_code in (60, 61) then 3 + floor(power_draw * 25)
                    else 1 + floor(power_draw * 4)
                end
            )
        end::integer as absence_days
    from (
        select *, twin.draw(person_quarter, 'absence days') * twin.draw(person_quarter, 'absence days') as power_draw
        from coded
    )
),

-- blue-collar workers take their legal holiday unpaid by the employer (code 2), mostly in summer
holidays as (
    select
        *,
        case
            when not is_blue or worker_code <> 15 or is_tenths or is_short or absence_days = employed_days then 0
            else least(
                greatest(0, employed_days - absence_days - 5),
                case
                    when quarter = 3 then 7 + floor(twin.draw(person_quarter, 'holiday') * 9)
                    when twin.draw(person_quarter, 'holiday') < case quarter when 1 then 0.35 when 2 then 0.60 else 0.60 end
                        then 1 + floor(twin.draw(person_quarter, 'holiday days') * 5)
                    else 0
                end
            )
        end::integer as holiday_days
    from absence_days
),

besides as (
    select
        *,
        case
            when worker_code not in (15, 495) or is_at_maximum or is_tenths or is_short
                or employed_days - absence_days - holiday_days < 12 then 0
            when kind = 'construction' and is_blue
                then twin.choice('besides_construction', twin.draw(person_quarter, 'besides'))
            when is_blue then twin.choice('besides_blue', twin.draw(person_quarter, 'besides'))
            else twin.choice('besides_white', twin.draw(person_quarter, 'besides'))
        end as other_code,
        1 + floor(twin.draw(person_quarter, 'other days') * 3)::integer as other_length
    from holidays
),

worked as (
    select
        *,
        if(other_code = 0, 0, other_length) as other_days,
        employed_days - absence_days - holiday_days - if(other_code = 0, 0, other_length) as paid_days
    from besides
),

-- a second line at the same employer takes part of the days
split as (
    select
        *,
        case
            when paid_days >= 10 and worker_code in (15, 495)
                and twin.draw(person_quarter, 'split') < getvariable('split_line_share')
                then floor(paid_days * (0.25 + 0.5 * twin.draw(person_quarter, 'split days')))
            else 0
        end::integer as second_line_days,
        case
            when not has_second_job or worker_code not in (15, 495) or fate in ('dmfa_incomplete', 'no_counted_days')
                or absence_days = employed_days then 0
            when is_at_maximum or twin.draw(person_quarter, 'second job') < 0.8 then employed_days
            else 0
        end::integer as second_job_days
    from worked
),

-- what goes wrong on purpose in files that must end without an amount
damaged as (
    select
        * exclude (second_line_days),
        case
            when fate = 'dmfa_incomplete' and is_first and not is_past_pension
                then if(twin.draw(person, 'damage') < 0.5, 'no_time', 'no_wage')
            when fate = 'no_counted_days' and twin.draw(person, 'damage') < 0.55 then 'ill'
            when fate = 'no_counted_days' and twin.draw(person, 'damage') < 0.75 then 'indemnity'
            when fate = 'no_counted_days' then 'withdrawn'
        end as damage,
        if(fate in ('dmfa_incomplete', 'no_counted_days'), 0, second_line_days) as second_line_days
    from split
),

declared as (
    select
        * replace (
            if(damage = 'ill', 50, absence_code) as absence_code,
            if(damage = 'ill', employed_days, absence_days) as absence_days,
            if(damage = 'ill', 0, holiday_days) as holiday_days,
            if(damage in ('ill', 'no_time'), 0, other_code) as other_code,
            if(damage in ('ill', 'no_time'), 0, other_days) as other_days,
            if(damage = 'ill', 0, paid_days - second_line_days) as paid_days
        )
    from damaged
),

-- the declaration: days to the half day in the regime of the line; hours in hundredths
units as (
    select
        *,
        twin.half_up(paid_days * week_days::bigint, 250) * 50 as paid_j,
        twin.half_up(other_days * week_days::bigint, 250) * 50 as other_j,
        twin.half_up(holiday_days * week_days::bigint, 250) * 50 as holiday_j,
        twin.half_up(absence_days * week_days::bigint, 250) * 50 as absence_j,
        twin.half_up(second_line_days * week_days::bigint, 250) * 50 as second_line_j,
        twin.half_up(paid_days * week_hours::bigint, 5) as paid_h,
        twin.half_up(other_days * week_hours::bigint, 5) as other_h,
        twin.half_up(holiday_days * week_hours::bigint, 5) as holiday_h,
        twin.half_up(absence_days * week_hours::bigint, 5) as absence_h,
        twin.half_up(second_line_days * week_hours::bigint, 5) as second_line_h,
        twin.half_up(38::bigint * second_share, 1) as second_job_week,
        twin.half_up(second_job_days * 38::bigint * second_share, 5) as second_job_h,
        twin.half_up(second_job_days, 2) * 50 as second_job_j
    from declared
),

-- fractions of the lines in units of 1e-8 (contract section 2, step 3)
fractions as (
    select
        *,
        case
            when is_in_hours then twin.half_up(
                (paid_h + if(other_code in (3, 4, 5, 20), other_h, 0)) * 100000000, 13::bigint * reference_hours)
            else twin.half_up((paid_j + if(other_code in (3, 4, 5, 20), other_j, 0)) * 100000000, 13::bigint * week_days)
        end as wage_1,
        case
            when is_in_hours then twin.half_up(
                (paid_h + if(other_code in (3, 4, 5, 12, 20), other_h, 0) + holiday_h) * 100000000,
                13::bigint * reference_hours)
            else twin.half_up(
                (paid_j + if(other_code in (3, 4, 5, 12, 20), other_j, 0) + holiday_j) * 100000000, 13::bigint * week_days)
        end as payout_1,
        case
            when is_in_hours then twin.half_up(second_line_h * 100000000, 13::bigint * reference_hours)
            else twin.half_up(second_line_j * 100000000, 13::bigint * week_days)
        end as wage_2,
        twin.half_up(second_job_h * 100000000, 13::bigint * 3800) as wage_3
    from units
),

-- steps 3 and 4: tenths count 12/10 in the payout, sums are rounded to hundredths
summed as (
    select
        *,
        twin.half_up(wage_1 + wage_2 + wage_3, 1000000) as wage_fraction,
        twin.half_up(
            if(is_tenths, twin.half_up(payout_1 * 12, 10) + twin.half_up(wage_2 * 12, 10), payout_1 + wage_2) + wage_3,
            1000000) as payout_fraction,
        twin.half_up(payout_1 + wage_2 + wage_3, 1000000) as plain_fraction
    from fractions
)

select
    person, person_no, person_quarter, quarter::tinyint as quarter, fate, damage::twin.damages as damage,
    is_first, is_last, is_past_pension, wage_fraction > 0 and not is_past_pension as counts, is_in_hours, is_tenths, is_blue,
    is_full_time and second_job_days = 0 as is_full_time_quarter,
    employed_days::smallint as employed_days,
    paid_j::smallint as paid_j, other_j::smallint as other_j, holiday_j::smallint as holiday_j,
    absence_j::smallint as absence_j, second_line_j::smallint as second_line_j, second_job_j::smallint as second_job_j,
    paid_h::integer as paid_h, other_h::integer as other_h, holiday_h::integer as holiday_h,
    absence_h::integer as absence_h, second_line_h::integer as second_line_h, second_job_h::integer as second_job_h,
    second_job_week::smallint as second_job_week,
    absence_code::tinyint as absence_code, other_code::tinyint as other_code,
    wage_1, wage_2, wage_3,
    wage_fraction::integer as wage_fraction,
    -- step 5: capped at 1, but for tenths
    if(is_tenths, payout_fraction, least(100, payout_fraction))::integer as payout,
    least(100, plain_fraction)::integer as plain_payout
from summed;

-- Tenths: no cap in the quarter, 4 over the year; the last quarters are cut.
update twin.times
set payout = capped.payout
from (
    select
        person_quarter,
        least(payout, greatest(0, 400 - coalesce(sum(payout * counts::integer) over (
            partition by person order by quarter rows between unbounded preceding and 1 preceding), 0)))::integer as payout
    from twin.times
    where is_tenths
) as capped
where times.person_quarter = capped.person_quarter;
