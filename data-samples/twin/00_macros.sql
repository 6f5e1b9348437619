-- Draws, exact division and the lookups every later file uses. Run once, after the driver has made the tables
-- of calibration.yaml and the law (schema twin, variables of the same names).

-- How a file ends, by reason of the contract; under_limit is for the time between wage and minimum.
create type twin.fates as enum (
    'entitled', 'below_minimum', 'wage_above_limit', 'no_counted_days', 'dmfa_incomplete', 'pension_age',
    'excluded_worker', 'under_age', 'not_domiciled', 'deceased', 'person_data_incomplete', 'under_limit'
);
-- What is wrong with a declaration on purpose.
create type twin.damages as enum ('no_time', 'no_wage', 'ill', 'indemnity', 'withdrawn');

-- One number in [0, 1) for a person and a purpose, or for a person, a moment and a purpose. Hashed twice and more:
-- a single hash(a, b) of DuckDB only combines, and its draws for two purposes are then correlated.
create or replace macro twin.draw(person, purpose) as
    (hash(hash(person, purpose, getvariable('seed'))) >> 11)::double / 9007199254740992;

create or replace macro twin.draw_in(person, moment, purpose) as
    (hash(hash(hash(person, purpose, getvariable('seed')), moment)) >> 11)::double / 9007199254740992;

-- The item of a weighted choice (slots below), and the value of a curve of 200 steps, at a draw. Both are lists in
-- variables: a look-up by number, no join.
create or replace macro twin.choice(name, draw) as
    getvariable('choice_' || name)[1 + floor(draw * 1000)::integer];
create or replace macro twin.on_curve(name, draw) as
    getvariable('curve_' || name)[1 + floor(draw * 200)::integer]
    + (getvariable('curve_' || name)[2 + floor(draw * 200)::integer]
        - getvariable('curve_' || name)[1 + floor(draw * 200)::integer]) * (draw * 200 - floor(draw * 200));

-- A whole number in [low, high].
create or replace macro twin.whole(draw, low, high) as low + floor(draw * (high - low + 1))::integer;

-- Whole-number division, half up; both sides not negative.
create or replace macro twin.half_up(numerator, denominator) as
    (2 * numerator::bigint + denominator::bigint) // (2 * denominator::bigint);

-- A number at full size, scaled to the size asked.
create or replace macro twin.scaled(count_at_full_size) as
    round(count_at_full_size * getvariable('persons') / getvariable('full_size_persons'))::bigint;

-- Hundredths to exact decimals.
create or replace macro twin.euro(cents) as (cents::decimal(13, 0) * 0.01)::decimal(11, 2);
create or replace macro twin.hundredths(number) as (number::decimal(8, 0) * 0.01)::decimal(10, 2);

-- Pseudonyms: a letter and ten characters in base 36, in the order of the scrambled number. Never eleven digits,
-- never as long as an IBAN.
create or replace macro twin.person_id(person_no) as 'P' || to_base(person_no, 36, 10);
create or replace macro twin.employer_id(employer_no) as 'E' || to_base(employer_no, 36, 10);

-- One round of the scramble (25 bits): the left half is mixed with a hash of the right half.
create or replace macro twin.mixed(left_half, right_half, round_no, purpose) as
    xor(left_half, (hash(hash(right_half, round_no, purpose, getvariable('seed'))) >> 39)::bigint);

-- Letters, transfers and the like leave on working days: Saturday and Sunday move to Monday.
create or replace macro twin.working_day(day) as
    day + case isodow(day) when 6 then 2 when 7 then 1 else 0 end::integer;

-- An instant in Belgian office and evening hours (6 to 22 h, both in summer and in winter on the same day in UTC).
create or replace macro twin.instant(day, draw) as
    to_timestamp(epoch(day::timestamp) + 18000 + floor(draw * 55000));

-- Weekdays per quarter: the days a full-timer in a five-day week declares.
create or replace table twin.quarter_days as
select
    year(day)::integer as reference_year,
    quarter(day)::integer as quarter,
    min(day)::date as first_day,
    max(day)::date as last_day,
    count(*) filter (isodow(day) < 6)::integer as weekdays,
    -- temporary teachers declare no July and August
    count(*) filter (isodow(day) < 6 and month(day) not in (7, 8))::integer as school_days
from range(timestamp '2021-01-01', timestamp '2026-01-01', interval 1 day) as days(day)
group by all;

-- Quantile tables on an even grid of 200 steps; the driver puts each curve into a variable.
create or replace table twin.curves as
with

quantiles as (
    select 'age_' || band as name, position::double as position, age::double as quantile from twin.age_quantiles
    union all
    select 'wage_' || reference_year || '_' || part, position, wage_eur from twin.wage_quantiles
),

anchors as (
    select
        *,
        lead(position) over ladder as next_position,
        lead(quantile) over ladder as next_quantile
    from quantiles
    window ladder as (partition by name order by position)
)

select
    name,
    step::integer as step,
    quantile + (next_quantile - quantile) * (step / 200.0 - position) / (next_position - position) as at_step
from anchors
join range(201) as steps(step)
    on step / 200.0 >= position
    and (step / 200.0 < next_position or (step = 200 and next_position = 1));

-- Weighted choices as a thousand slots each; the driver puts each list of slots into a variable.
create or replace table twin.slots as
with

choices as (
    select name || '_' || key as name, item, weight::double as weight from twin.weights where name <> 'absence'
    union all
    select 'sector_F', jc_no, women from twin.joint_committees
    union all
    select 'sector_M', jc_no, men from twin.joint_committees
    union all
    select 'municipality_' || province_no, nis_code::integer, weight from twin.municipalities
    union all
    -- temporary unemployment follows the year; three times too many, thinned by sector when drawn
    select
        'absence_' || key || '_' || reference_year,
        item,
        weight * case item when 70 then 3 * code_70 when 71 then 3 * code_71 when 72 then 3 * code_72 else 1 end
    from twin.weights, twin.temporary_unemployment
    where name = 'absence'
),

ladder as (
    select
        name, item,
        sum(weight) over (partition by name order by item) as upto,
        sum(weight) over (partition by name) as total,
        weight
    from choices
)

select name, slot::integer as slot, item::integer as item
from ladder
join range(1000) as slots(slot)
    on (slot + 0.5) * total / 1000 >= upto - weight
    and (slot + 0.5) * total / 1000 < upto;

-- Employers: a pool for each joint committee, in proportion to its people.
create or replace table twin.employers as
with

pools as (
    select
        jc_no,
        (3 + floor((women * getvariable('women_share') + men * (1 - getvariable('women_share')))
            / (select sum(women * getvariable('women_share') + men * (1 - getvariable('women_share')))
                from twin.joint_committees)
            * getvariable('persons') / getvariable('persons_per_employer')))::integer as pool
    from twin.joint_committees
),

numbered as (
    -- the spare one at the end is for a second job that would fall on the first employer again
    select jc_no, pool, place::integer as place, jc_no * 1000000 + place as key
    from pools, range(pool + 1) as places(place)
),

halves as (select *, key >> 25 as l0, key & 33554431 as r0 from numbered),
round_1 as (select *, r0 as l1, twin.mixed(l0, r0, 1, 'employer') as r1 from halves),
round_2 as (select *, r1 as l2, twin.mixed(l1, r1, 2, 'employer') as r2 from round_1),
round_3 as (select *, r2 as l3, twin.mixed(l2, r2, 3, 'employer') as r3 from round_2),
round_4 as (select *, r3 as l4, twin.mixed(l3, r3, 4, 'employer') as r4 from round_3)

select jc_no, pool, place, key as employer_key, (l4 << 25) | r4 as employer_no from round_4;

set variable pools = (
    select list(pool order by jc_no) from (select distinct jc_no, pool from twin.employers)
);
-- flexi-jobs are in hotels and restaurants
set variable hotel_employers = (
    select list(employer_no order by place) from twin.employers where jc_no = 13 and place < pool
);

-- The first Friday from a day on: files are executed on Fridays.
create or replace macro twin.friday(day) as day + ((12 - isodow(day)) % 7)::integer;

-- What the years hand to the streams.
create or replace table twin.dossiers (
    reference_year integer, person integer, fate twin.fates, province_no integer, jc_no integer, age integer,
    sex varchar, is_ebox boolean, is_tenths boolean, fraction integer, bonus bigint, payable bigint,
    first_payable bigint, leaves boolean
);
create or replace table twin.deaths (person integer, died_on date, reference_year integer);
create or replace table twin.accounts (
    person integer, registered_at timestamptz, registered_on date, campaign integer, channel integer
);
create or replace table twin.letters (
    reference_year integer, person integer, letter_group integer, sent_on date, channel integer
);
create or replace table twin.reminded (
    reference_year integer, person integer, wave_no integer, sent_on date, channel integer, arm varchar
);
create or replace table twin.awards (
    reference_year integer, person integer, amount bigint, executed_on date, late boolean
);
create or replace table twin.border_payments (reference_year integer, person_no bigint, payable bigint, filed_on date);
create or replace table twin.starters (person integer, reference_year integer);
create or replace table twin.plus_all (
    reference_year integer, person integer, person_no bigint, kind varchar, started_on date, stopped_on date,
    last_employed_on date, is_refused boolean, is_above boolean, is_decided boolean, is_paid boolean,
    declared_on date, decided_on date, second_declared_on date, is_ebox boolean
);
