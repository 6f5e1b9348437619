-- Border workers: applications with their employments abroad, a few of them with a job in Belgium beside it (combined
-- dossiers, whose lines join the declaration). Grain of border_files: one row per application. Places decide what
-- becomes of it: first the approved, then the refused, those out of scope, those not judged yet, the inadmissible.
create or replace table twin.border_files as
select * from (
with

quota as (
    select
        greatest(getvariable('border_least_received'), twin.scaled(getvariable('border_received'))) as received,
        greatest(getvariable('border_least_admissible'), twin.scaled(getvariable('border_admissible'))) as admissible,
        greatest(getvariable('border_least_to_calculate'), twin.scaled(getvariable('border_to_calculate'))) as to_calculate,
        greatest(getvariable('border_least_approved'), twin.scaled(getvariable('border_approved'))) as approved,
        greatest(1, twin.scaled(getvariable('border_combined'))) as combined,
        greatest(1, twin.scaled(getvariable('border_open'))) as open
),

placed as (
    select
        people.*,
        row_number() over (
            order by twin.draw_in(person, getvariable('reference_year'), 'border'), person
        ) as place
    from twin.people
    where band = 4
),

fated as (
    select
        placed.*,
        case
            when place <= approved then 'entitled'
            when place <= to_calculate then 'wage_above_limit'
            when place <= admissible then if(twin.draw(person, 'border out') < 0.65, 'not_domiciled', 'person_data_incomplete')
            when place <= admissible + open then 'open'
            else 'inadmissible'
        end as fate,
        place <= least(combined, approved) as is_combined
    from placed, quota
    where place <= received
),

countries as (
    select
        country,
        sum(weight) over (order by country) / sum(weight) over () as upto,
        (sum(weight) over (order by country) - weight) / sum(weight) over () as from_share
    from twin.border_countries
)

select
    getvariable('reference_year') as reference_year,
    fated.person,
    fated.person_no,
    fated.birth_date,
    fated.sex,
    fated.fate,
    fated.is_combined,
    countries.country,
    'G' || getvariable('reference_year') || lpad(place::varchar, 4, '0') as application_id,
    getvariable('border_from_date') + floor(twin.draw_in(person, getvariable('reference_year'), 'filed') * 58)::integer
        as filed_on,
    case fated.fate when 'open' then null when 'inadmissible' then false else true end as admissible,
    case
        when fated.fate = 'not_domiciled' then twin.choice('municipality_9', twin.draw(person, 'border municipality'))
        when twin.draw(person, 'border province') < 0.45 then twin.choice('municipality_1', twin.draw(person, 'border municipality'))
        when twin.draw(person, 'border province') < 0.80 then twin.choice('municipality_5', twin.draw(person, 'border municipality'))
        else twin.choice('municipality_3', twin.draw(person, 'border municipality'))
    end as nis_code,
    -- two of three start in January, the others a quarter later
    if(twin.draw_in(person, getvariable('reference_year'), 'border start') < 0.67, 1, 2) as first_quarter,
    is_combined or twin.draw(person, 'border part-time') < getvariable('border_part_time_share') as is_part_time,
    twin.draw(person, 'border second employer') < getvariable('border_second_employer_share') as has_second_employer,
    twin.draw(person, 'border wage') as wage_draw
from fated
join countries on twin.draw(person, 'border country') >= from_share and twin.draw(person, 'border country') < upto
)
-- nothing is filed after the last day of the events
where filed_on <= getvariable('horizon');

-- One row per application, quarter and employer; employer 0 is the Belgian one of a combined dossier.
create or replace table twin.border_work as
with

work as (
    select
        files.*,
        days.quarter,
        days.weekdays,
        employers.employer_no,
        if(is_part_time or employers.employer_no <> 1, 2000, 3800) as week_hours,
        is_part_time or employers.employer_no <> 1 as works_part_time,
        law.*
    from twin.border_files as files
    join twin.quarter_days as days
        on days.reference_year = files.reference_year and days.quarter >= files.first_quarter
    cross join range(3) as employers(employer_no)
    join (
        select
            quarter as law_quarter, reference_year as law_year, lower_eur, upper_eur,
            round(lower_eur * 100)::bigint as lower_cents, round(upper_eur * 100)::bigint as upper_cents,
            round(max_eur * 100)::bigint as max_cents, round(end_eur * 100)::bigint as end_cents,
            round(supplement_eur * 100)::bigint as supplement_cents
        from twin.law
    ) as law on law.law_year = files.reference_year and law.law_quarter = days.quarter
    where employer_no = 1
        or (employer_no = 2 and has_second_employer)
        or (employer_no = 0 and is_combined)
),

measured as (
    select
        *,
        -- days for a full-timer, hours for a part-timer (contract section 2, step 3)
        case
            when works_part_time then twin.half_up(
                twin.half_up(twin.half_up(weekdays * week_hours::bigint, 5) * 100000000, 13::bigint * 3800), 1000000)
            else twin.half_up(twin.half_up(weekdays * 100::bigint * 100000000, 13::bigint * 500), 1000000)
        end as fraction,
        round(100 * case
            when fate in ('entitled', 'open') then lower_eur + (upper_eur - lower_eur - 60) * (0.15 + 0.6 * wage_draw)
            else upper_eur * (1.03 + 0.25 * wage_draw)
        end)::bigint as aimed_wage
    from work
),

waged as (
    select *, twin.half_up(3 * aimed_wage * fraction, 100) as gross_wage from measured
),

rated as (
    select *, twin.half_up(gross_wage * 100, 3 * fraction) as reference_wage from waged
)

select
    person, person_no, application_id, fate, is_combined, country, quarter::integer as quarter,
    employer_no::integer as employer_no, weekdays, works_part_time, week_hours, gross_wage, max_cents, supplement_cents,
    case
        when reference_wage >= upper_cents then 0
        else twin.half_up(
            (max_cents * (upper_cents - lower_cents)
                - greatest(0, reference_wage - lower_cents) * (max_cents - end_cents)) * least(100, fraction) * 25,
            upper_cents - lower_cents)
    end as quarter_bonus
from rated;

-- The amounts: per employer, added up, rounded, at most the yearly maximum; one supplement (step 8).
insert into twin.border_payments
select
    getvariable('reference_year'),
    files.person_no,
    least(any_value(work.max_cents), twin.half_up(sum(quarter_bonus), 10000)) + any_value(work.supplement_cents),
    any_value(files.filed_on)
from twin.border_work as work
join twin.border_files as files using (person)
where files.fate = 'entitled'
group by files.person_no;

-- Belgian lines of the combined dossiers: a part-time clerk (joint committee 200).
insert into twin.lines (
    person_no, quarter, employer_no, line_no, version, is_cancelled, jc_no, worker_code, contract_type, week_days,
    week_hours, reference_hours, pay_1, paid_days, paid_hours
)
select
    person_no,
    getvariable('reference_year') * 10 + quarter,
    (select employer_no from twin.employers where jc_no = 32 and place = 0),
    1, 1, false, 32, 495, 1, 500, week_hours, 3800,
    gross_wage,
    weekdays * 100,
    twin.half_up(weekdays * week_hours::bigint, 5)
from twin.border_work
where employer_no = 0;

insert into twin.persons_delivered
select
    person_no,
    if(fate = 'person_data_incomplete', null, birth_date),
    sex,
    nis_code,
    null
from twin.border_files;
