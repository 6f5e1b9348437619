-- Wages and the true amounts: grain one row per person and active quarter. First a draft from the wage table; then
-- who falls below the minimum (the lowest drafts, by quota), then one shift of the wages in the middle that brings
-- the mean amount to the public figure; then the amounts in whole numbers, as contract section 2 computes them.

create or replace table twin.draft as
with

bases as (
    select
        person, wage_part, is_at_maximum, is_full_time and has_second_job as could_reach_maximum,
        if(wage_part = 1, twin.on_curve('wage_1', least(wage_position, 0.999999)),
            twin.on_curve('wage_2', least(wage_position, 0.999999))) as base_wage
    from twin.plans
)

select
    times.*,
    case
        when is_at_maximum then least(
            law.lower_eur - 4 - 30 * twin.draw(times.person, 'maximum'),
            base_wage * drift.factor)
        when wage_part = 2 then greatest(law.upper_eur + 3, base_wage * drift.factor * noise)
        -- nobody else reaches the maximum by accident
        when could_reach_maximum then greatest(law.lower_eur + 12, base_wage * drift.factor * noise)
        else base_wage * drift.factor * noise
    end as wage
from (
    select *, 1 + (twin.draw(person_quarter, 'wage noise') * 2 - 1) * getvariable('wage_quarter_noise') as noise
    from twin.times
) as times
join bases using (person)
join twin.wage_drift as drift
    on drift.reference_year = getvariable('reference_year') and drift.quarter = times.quarter
join twin.law as law
    on law.reference_year = getvariable('reference_year') and law.quarter = times.quarter;

drop table twin.times;

-- One row per candidate under the limit: the drafted amount and what is to be done about it.
create or replace table twin.corrections as
with

people as (
    -- sums of whole numbers only, so that the order of adding cannot matter
    select
        person,
        -- full-time when every counted line is (contract section 2, step 7)
        not bool_and(is_full_time_quarter) filter (counts) as is_part_time,
        if(bool_and(is_full_time_quarter) filter (counts), any_value(minimum_full_time_eur),
            any_value(minimum_part_time_eur)) as minimum_eur,
        any_value(supplement_eur) as supplement_eur,
        any_value(max_eur) as max_eur,
        any_value(end_eur) as end_eur,
        sum(round(case
            when not counts or wage >= upper_eur then 0
            when wage <= lower_eur then max_eur * payout * 2500
            else (max_eur - (wage - lower_eur) * (max_eur - end_eur) / (upper_eur - lower_eur)) * payout * 2500
        end)::bigint) as amount_micro,
        sum(if(counts, payout, 0)) as payout,
        -- micro euro a year for each euro of wage, where every quarter is on the slope
        sum(if(counts, round(payout * 2500 * (max_eur - end_eur) / (upper_eur - lower_eur)), 0)::bigint) as slope_micro,
        bool_and(not counts or (wage > lower_eur + getvariable('shift_limit_eur')
            and max_eur - (wage - lower_eur) * (max_eur - end_eur) / (upper_eur - lower_eur)
                > getvariable('shift_floor_award_eur'))) as is_on_slope
    from twin.draft
    join twin.law
        on law.reference_year = getvariable('reference_year') and law.quarter = draft.quarter
    where fate = 'under_limit'
    group by person
),

compared as (
    select
        people.*,
        amount_micro / (minimum_eur * 1000000) as ratio,
        -- too little time to reach the minimum at any wage
        max_eur * payout < getvariable('lift_margin') * minimum_eur * 400 as is_too_short,
        -- so much time that the end of the slope already reaches it
        end_eur * payout >= getvariable('drop_margin') * minimum_eur * 400
            and (amount_micro < 0.02 * minimum_eur * 1000000
                or amount_micro >= getvariable('drop_margin') * minimum_eur * 1000000) as is_too_long,
        plans.province_no,
        plans.is_at_maximum
    from people
    join twin.plans using (person)
),

selected as (
    select
        compared.*,
        row_number() over (
            partition by compared.province_no
            order by is_too_short desc, is_too_long, amount_micro // minimum_eur::bigint, person
        ) <= quota.below_minimum as is_below
    from compared
    join twin.province_quota as quota using (province_no)
),

-- awards at full time that put a person on the right side of the minimum
aimed as (
    select
        *,
        case
            -- some award, but not enough: without any the wage would be over the limit
            when is_below and (ratio >= getvariable('drop_margin') or ratio < 0.02)
                then least(max_eur, (0.5 + 0.4 * twin.draw(person, 'drop')) * minimum_eur / (payout / 400))
            when not is_below and ratio < getvariable('lift_margin')
                then least(max_eur, greatest(end_eur,
                    (getvariable('lift_margin') + getvariable('lift_spread') * twin.draw(person, 'lift'))
                        * minimum_eur / (payout / 400)))
        end as aimed_award
    from selected
),

expected as (
    select
        *,
        case when aimed_award is null then amount_micro
            else round(aimed_award * payout * 2500)::bigint end as expected_micro,
        not is_below and not is_at_maximum and aimed_award is null and is_on_slope
            and ratio > 3 as is_shifted
    from aimed
),

shift as (
    select
        least(getvariable('shift_limit_eur'), greatest(-getvariable('shift_limit_eur'),
            (sum(expected_micro) filter (not is_below)
                - (count(*) filter (not is_below) * (getvariable('mean_payable_eur') - any_value(supplement_eur))
                    * 1000000))
            / sum(slope_micro) filter (is_shifted)
        )) as shift_eur
    from expected
)

select person, is_below, is_part_time, aimed_award, if(is_shifted, coalesce(shift_eur, 0), 0) as shift_eur
from expected, shift;

create or replace table twin.quarters as
with

-- the final reference wage in cents
wages as (
    select
        draft.* exclude (fate),
        round(100 * case
            when aimed_award is null then wage + coalesce(shift_eur, 0)
            when aimed_award >= max_eur then lower_eur - 5
            else least(
                upper_eur - 0.05,
                lower_eur + (max_eur - aimed_award) * (upper_eur - lower_eur) / (max_eur - end_eur))
        end)::bigint as aimed_wage,
        if(fate <> 'under_limit', fate, if(is_below, 'below_minimum', 'entitled')::twin.fates) as fate,
        round(lower_eur * 100)::bigint as lower_cents,
        round(upper_eur * 100)::bigint as upper_cents,
        round(max_eur * 100)::bigint as max_cents,
        round(end_eur * 100)::bigint as end_cents
    from twin.draft
    join twin.law
        on law.reference_year = getvariable('reference_year') and law.quarter = draft.quarter
    left join twin.corrections on corrections.person = draft.person
),

-- the counted wage of the quarter that gives this reference wage, shared over the lines by their time
paid as (
    select
        *,
        twin.half_up(3 * aimed_wage * wage_fraction, 100) as counted_wage,
        wage_1 + wage_2 + wage_3 as wage_time
    from wages
),

shared as (
    select
        * exclude (wage_time),
        if(wage_time = 0, 0, counted_wage * wage_2 // wage_time) as pay_2,
        if(wage_time = 0, 0, counted_wage * wage_3 // wage_time) as pay_3,
        -- declared in tenths: 12/10 of what counts
        if(is_tenths, twin.half_up(counted_wage * 12, 10), counted_wage) as declared_wage,
        -- an earlier version of the first line, with another amount
        if(
            damage is null and twin.draw(person_quarter, 'mutated') < getvariable('mutated_share'),
            twin.half_up(counted_wage * twin.whole(twin.draw(person_quarter, 'old wage'), 900, 1080), 1000),
            null
        ) as old_wage,
        if(wage_fraction = 0, null, twin.half_up(counted_wage * 100, 3 * wage_fraction)) as reference_wage
    from paid
),

-- step 5 in whole numbers: cents times hundredths, a quarter of it, in micro euro
rated as (
    select
        *,
        case
            when not counts or reference_wage >= upper_cents or counted_wage = 0 then 0
            when reference_wage <= lower_cents then twin.half_up(max_cents * payout * 25, 1)
            else twin.half_up(
                (max_cents * (upper_cents - lower_cents) - (reference_wage - lower_cents) * (max_cents - end_cents))
                    * payout * 25,
                upper_cents - lower_cents)
        end as quarter_bonus,
        -- as first decided for RY2021, before the rule for tenths
        case
            when not counts or not is_tenths
                or twin.half_up(declared_wage * 100, 3 * wage_fraction) >= upper_cents then 0
            when twin.half_up(declared_wage * 100, 3 * wage_fraction) <= lower_cents
                then twin.half_up(max_cents * plain_payout * 25, 1)
            else twin.half_up(
                (max_cents * (upper_cents - lower_cents)
                    - (twin.half_up(declared_wage * 100, 3 * wage_fraction) - lower_cents) * (max_cents - end_cents))
                    * plain_payout * 25,
                upper_cents - lower_cents)
        end as plain_bonus
    from shared
)

select
    person, person_no, person_quarter, quarter, fate, damage, is_first, is_last, is_past_pension, counts,
    is_in_hours, is_tenths, is_blue, employed_days,
    paid_j, other_j, holiday_j, absence_j, second_line_j, second_job_j,
    paid_h, other_h, holiday_h, absence_h, second_line_h, second_job_h, second_job_week,
    absence_code, other_code, wage_fraction, payout,
    counted_wage, pay_2, pay_3, old_wage, reference_wage, upper_cents, quarter_bonus, plain_bonus
from rated;

-- Steps 6 and 7: the year.
insert into twin.dossiers
with

years as (
    select
        person,
        any_value(fate) as fate,
        twin.half_up(sum(quarter_bonus), 10000) as bonus,
        twin.half_up(sum(plain_bonus), 10000) as plain_bonus,
        sum(if(counts, payout, 0)) as fraction
    from twin.quarters
    group by person
),

law as (
    select
        round(any_value(minimum_part_time_eur) * 100)::bigint as part_time_minimum,
        round(any_value(minimum_full_time_eur) * 100)::bigint as full_time_minimum,
        round(any_value(supplement_eur) * 100)::bigint as supplement
    from twin.law
    where reference_year = getvariable('reference_year')
)

select
    getvariable('reference_year'),
    plans.person,
    years.fate,
    plans.province_no,
    plans.jc_no,
    plans.age,
    plans.sex,
    twin.draw(plans.person, 'e-box')
        < getvariable('ebox_share') - (plans.age - 40) * getvariable('ebox_age_slope') as is_ebox,
    plans.is_tenths,
    years.fraction,
    years.bonus,
    case when years.fate = 'entitled' then years.bonus + law.supplement else 0 end as payable,
    -- what the first letter said: the tenths of RY2021 were first computed like everybody else
    case
        when years.fate <> 'entitled' then 0
        when plans.is_tenths and getvariable('supplement_tenths_from') is not null then
            if(years.plain_bonus >= if(corrections.is_part_time, law.part_time_minimum, law.full_time_minimum),
                years.plain_bonus + law.supplement, 0)
        else years.bonus + law.supplement
    end as first_payable,
    plans.leaves
from twin.plans
join years using (person)
left join twin.corrections using (person)
cross join law;
