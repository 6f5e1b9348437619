-- The declaration: grain one row per employment line and version, with its remunerations and services side by side
-- (money in cents, days and hours in hundredths, null = no such row). The views at the end lay them out as delivered.
create or replace table twin.lines as
with

base as (
    select
        quarters.*,
        plans.jc_no, plans.second_jc_no, plans.kind, plans.is_full_time, plans.worker_code, plans.leaves,
        plans.reference_hours, plans.week_hours, plans.week_days, plans.employer_no, plans.second_employer_no,
        plans.active_quarters
    from twin.quarters
    join twin.plans using (person)
),

-- which lines there are: 1 the job, 2 a second line at the same employer, 3 the second employer, 4 a flexi-job or
-- student line beside it, 5 a termination indemnity, 6 a line declared by mistake and withdrawn
kinds as (
    select
        base.*,
        line_kind::integer as line_kind,
        person_quarter * 8 + line_kind as line_key
    from base, range(1, 7) as numbers(line_kind)
    where line_kind = 1
        or (line_kind = 2 and second_line_j > 0)
        or (line_kind = 3 and second_job_j > 0)
        or (line_kind = 4 and damage is null and fate not in ('excluded_worker', 'under_age') and not is_tenths
            and twin.draw(person_quarter, 'extra line') < getvariable('excluded_extra_share'))
        or (line_kind = 5 and damage is null and fate not in ('excluded_worker', 'under_age') and not is_tenths
            and twin.draw(person_quarter, 'termination') < getvariable('termination_share'))
        or (line_kind = 6 and damage is null and fate <> 'excluded_worker'
            and twin.draw(person_quarter, 'withdrawn') < getvariable('cancelled_extra_share'))
),

-- time and pay of the line
valued as (
    select
        kinds.*,
        getvariable('hotel_employers')[1 + floor(
            len(getvariable('hotel_employers')) * twin.draw(line_key, 'extra employer'))::integer] as extra_employer_no,
        case line_kind
            when 1 then counted_wage - pay_2 - pay_3
            when 2 then pay_2
            when 3 then pay_3
            when 4 then twin.whole(twin.draw(line_key, 'extra pay'), 12000, 140000)
            when 5 then counted_wage + 150000
            when 6 then counted_wage
        end as pay,
        case line_kind
            when 1 then if(damage = 'no_time', 0, paid_j)
            when 2 then second_line_j
            when 3 then second_job_j
            when 4 then twin.whole(twin.draw(line_key, 'extra days'), 4, 40) * 50
            when 5 then twin.whole(twin.draw(line_key, 'extra days'), 20, 120) * 50
            when 6 then paid_j
        end as paid_days,
        case line_kind
            when 1 then if(is_in_hours and damage is distinct from 'no_time', paid_h, null)
            when 2 then if(is_in_hours, second_line_h, null)
            when 3 then second_job_h
            when 4 then twin.whole(twin.draw(line_key, 'extra days'), 4, 40) * 380
            when 5 then if(is_in_hours, twin.whole(twin.draw(line_key, 'extra days'), 20, 120) * 380, null)
            when 6 then if(is_in_hours, paid_h, null)
        end as paid_hours,
        -- a student line for the young, else a flexi-job
        line_kind = 4 and twin.draw(line_key, 'extra kind') < 0.3 as is_student_line,
        twin.draw(line_key, 'premium') < case quarter
            when 1 then getvariable('premium_q1_share')
            when 2 then getvariable('premium_q2_share')
            when 3 then getvariable('premium_q3_share')
            else getvariable('premium_q4_share')
        end as has_premium
    from kinds
),

declared as (
    select
        *,
        -- in tenths the line carries 12/10 of what counts; 10/12 of it gives the counted cents back
        if(is_tenths and line_kind in (1, 2), twin.half_up(pay * 12, 10), pay) as declared_pay,
        case
            when line_kind in (1, 3) and damage is null and worker_code in (15, 495) and pay > 2000
                and twin.draw(line_key, 'counted extra') < getvariable('counted_extra_share')
                then twin.choice('counted_extra_all', twin.draw(line_key, 'counted code'))
        end as counted_code,
        case
            when line_kind = 5 or (line_kind = 1 and damage = 'indemnity') then 3
            when line_kind = 4 or worker_code not in (15, 495) then null
            when line_kind = 1 and is_last and not is_blue and (active_quarters <> 15 or leaves)
                and twin.draw(line_key, 'leaving pay') < getvariable('leaving_pay_share') then 7
            when line_kind in (1, 3) and twin.draw(line_key, 'uncounted extra') < getvariable('uncounted_extra_share')
                then twin.choice('uncounted_extra_all', twin.draw(line_key, 'uncounted code'))
        end as other_pay_code
    from valued
),

amounts as (
    select
        *,
        if(counted_code is null, 0,
            declared_pay * twin.whole(twin.draw(line_key, 'counted amount'), 40, 300) // 1000) as counted_extra
    from declared
),

-- versions: a mutation replaces the line, a withdrawal cancels it
versions as (
    select
        amounts.*,
        version::integer as version,
        is_withdrawn and version = 2 as is_cancelled,
        is_mutated and version = 1 as is_old
    from (
        select
            *,
            line_kind = 6 or damage is not distinct from 'withdrawn' as is_withdrawn,
            line_kind = 1 and old_wage is not null as is_mutated
        from amounts
    ) as amounts, range(1, 3) as versions(version)
    where version = 1 or is_withdrawn or is_mutated
)

select
    person_no,
    (getvariable('reference_year') * 10 + quarter)::integer as quarter,
    case line_kind when 3 then second_employer_no when 4 then extra_employer_no else employer_no end as employer_no,
    case
        when line_kind in (1, 3) then 1
        when line_kind = 2 then 2
        when line_kind = 5 then 3
        when line_kind = 6 then 4
        when extra_employer_no in (employer_no, second_employer_no) then 5
        else 1
    end::tinyint as line_no,
    version::tinyint as version,
    is_cancelled,
    case
        when line_kind = 3 then second_jc_no
        when line_kind = 4 then 13
        else jc_no
    end::tinyint as jc_no,
    -- doctors in training are known by the category of their employer
    if(worker_code = 0, [72, 272, 372, 772][1 + (person_no % 4)], null)::smallint as category,
    case
        when line_kind = 4 then if(is_student_line, 840, 50)
        when line_kind = 3 then if(is_blue, 15, 495)
        when worker_code = 0 then 495
        else worker_code
    end::smallint as worker_code,
    case
        when line_kind in (3, 4) or worker_code in (35, 439, 840, 841, 50, 450) then 1
        else if(is_full_time, 0, 1)
    end::tinyint as contract_type,
    if(line_kind in (3, 4), 500, week_days)::smallint as week_days,
    case
        when line_kind = 3 then second_job_week
        when line_kind = 4 then 760
        when is_full_time and not is_in_hours and twin.draw(line_key, 'hours') < getvariable('hours_unknown_share') then null
        else week_hours
    end::smallint as week_hours,
    if(line_kind in (3, 4), 3800, reference_hours)::smallint as reference_hours,
    case
        when is_tenths then 10
        when kind = 'education' and line_kind in (1, 2) and not is_blue
            then if(twin.draw(person_no, 'payment mode') < 0.03, 20, 12)
    end::tinyint as education_payment,
    -- remunerations
    case
        when is_cancelled or declared_pay = 0 then null
        when damage in ('no_wage', 'ill', 'indemnity') or line_kind in (4, 5) then null
        when worker_code in (50, 450) then null
        when is_old then greatest(1, old_wage - pay_2 - pay_3)
        else declared_pay - counted_extra
    end::integer as pay_1,
    case
        when is_cancelled or line_kind in (4, 5, 6) or worker_code not in (15, 495) then null
        -- without it the damaged line would carry nothing at all
        when has_premium or damage = 'no_wage'
            then 5000 + twin.half_up(
                greatest(declared_pay, 30000) * twin.whole(twin.draw(line_key, 'premium pay'), 30, 320), 1000)
    end::integer as pay_2,
    case
        when is_cancelled then null
        when line_kind = 4 and not is_student_line then 22
        when worker_code in (50, 450) then 22
        when line_kind = 4 then 1
        when counted_extra > 0 and not is_old then counted_code
    end::tinyint as extra_code,
    case
        when is_cancelled then null
        when line_kind = 4 or worker_code in (50, 450) then pay
        when counted_extra > 0 and not is_old then counted_extra
    end::integer as extra_pay,
    if(is_cancelled, null, other_pay_code)::tinyint as other_pay_code,
    case
        when is_cancelled or other_pay_code is null then null
        when other_pay_code = 3 then greatest(declared_pay, 50000)
        when other_pay_code = 7 then 10000 + twin.half_up(declared_pay * twin.whole(twin.draw(line_key, 'other pay'), 100, 450), 1000)
        else twin.whole(twin.draw(line_key, 'other pay'), 1500, 45000)
    end::integer as other_pay,
    -- services
    if(is_cancelled or paid_days = 0, null, paid_days)::smallint as paid_days,
    if(is_cancelled or paid_days = 0, null, paid_hours)::integer as paid_hours,
    if(is_cancelled or line_kind <> 1 or holiday_j = 0, null, holiday_j)::smallint as holiday_days,
    if(is_cancelled or line_kind <> 1 or holiday_j = 0 or not is_in_hours, null, holiday_h)::integer as holiday_hours,
    if(is_cancelled or line_kind <> 1 or absence_j = 0, null, absence_code)::tinyint as absence_code,
    if(is_cancelled or line_kind <> 1 or absence_j = 0, null, absence_j)::smallint as absence_days,
    if(is_cancelled or line_kind <> 1 or absence_j = 0 or not is_in_hours, null, absence_h)::integer as absence_hours,
    if(is_cancelled or line_kind <> 1 or other_j = 0, null, other_code)::tinyint as other_code,
    if(is_cancelled or line_kind <> 1 or other_j = 0, null, other_j)::smallint as other_days,
    if(is_cancelled or line_kind <> 1 or other_j = 0 or not is_in_hours, null, other_h)::integer as other_hours
from versions;
