-- Accounts made known in one stage of a campaign, from a reminder (or the first letter) up to the next one. How many
-- by which day comes from the curve of the year; who and when comes from a draft: after the letter or the reminder a
-- person answers with a long-tailed delay (log-logistic), the sooner the larger their odds. A draft day is kept as
-- drawn wherever it falls in the days its rank is paid out in.

-- The reminder that opens the stage, with a random hold-out.
insert into twin.reminded
select
    letters.reference_year,
    letters.person,
    reminders.wave_no,
    reminders.day,
    if(letters.channel = 1 and reminders.all_paper = 0, 1, 2),
    case
        when reminders.holdout_share = 0 then null
        when twin.draw_in(letters.person, letters.reference_year, 'arm') < reminders.holdout_share then 'holdout'
        else 'treated'
    end
from twin.letters
join twin.dossiers using (reference_year, person)
join twin.reminders
    on reminders.reference_year = letters.reference_year and reminders.day = getvariable('stage_from')
left join twin.accounts using (person)
left join twin.deaths using (person)
where letters.reference_year = getvariable('reference_year')
    and letters.sent_on <= reminders.day - getvariable('reminder_wait_days')::integer
    and dossiers.first_payable > 0
    and accounts.person is null
    and (died_on is null or died_on >= reminders.day);

insert into twin.accounts
with

cohort as (
    select
        letters.*,
        dossiers.age, dossiers.sex, dossiers.jc_no, dossiers.province_no, dossiers.payable, dossiers.fraction,
        (letters.sent_on - getvariable('campaign_start_date')) as letter_day,
        accounts.person is not null as has_account,
        died_on
    from twin.letters
    join twin.dossiers using (reference_year, person)
    left join twin.accounts using (person)
    left join twin.deaths using (person)
    where reference_year = getvariable('reference_year')
),

odds as (
    select
        cohort.*,
        by_age.odds * by_sex.odds * by_amount.odds * by_fraction.odds * by_letter.odds * by_province.odds
            * by_frailty.odds * jc.registers
            * if(before.person is null, 1, getvariable('returning_factor')) as odds,
        case
            when getvariable('stage_no') = 1 then 1
            when reminded.arm is distinct from 'holdout' and reminded.person is not null
                then getvariable('reminder_effect')
            else 1
        end as kick
    from cohort
    join twin.joint_committees as jc using (jc_no)
    join twin.registration_odds as by_age
        on by_age.dimension = 'age'
        and by_age.level = case when age < 25 then 0 when age < 35 then 1 when age < 45 then 2
            when age < 55 then 3 when age < 65 then 4 else 5 end
    join twin.registration_odds as by_sex
        on by_sex.dimension = 'sex' and by_sex.level = if(sex = 'F', 1, 2)
    join twin.registration_odds as by_amount
        on by_amount.dimension = 'amount'
        and by_amount.level = case when payable < 12500 then 0 when payable < 20000 then 1 when payable < 30000 then 2
            when payable < 45000 then 3 else 4 end
    join twin.registration_odds as by_fraction
        on by_fraction.dimension = 'fraction'
        and by_fraction.level = case when fraction < 150 then 0 when fraction < 300 then 1 else 2 end
    join twin.registration_odds as by_letter
        on by_letter.dimension = 'letter' and by_letter.level = cohort.channel
    join twin.registration_odds as by_province
        on by_province.dimension = 'province' and by_province.level = cohort.province_no
    join twin.registration_odds as by_frailty
        on by_frailty.dimension = 'frailty' and by_frailty.level = floor(twin.draw(cohort.person, 'frailty') * 6)
    left join twin.letters as before
        on before.person = cohort.person and before.reference_year = cohort.reference_year - 1
    left join twin.reminded
        on reminded.person = cohort.person and reminded.reference_year = cohort.reference_year
        and reminded.sent_on = getvariable('stage_from')
    where not has_account
        and (died_on is null or died_on > getvariable('stage_to'))
),

drawn as (
    select
        *,
        twin.draw_in(person, reference_year * 10 + getvariable('stage_no'), 'delay') as delay_draw,
        getvariable('stage_from') - getvariable('campaign_start_date') as stage_day,
        getvariable('stage_to') - getvariable('campaign_start_date') as last_day
    from odds
),

-- days since the start of the campaign
drafted as (
    select
        *,
        case
            when getvariable('stage_no') > 1 then greatest(stage_day, letter_day)
                + getvariable('reminder_lag_days') * delay_draw / ((1 - delay_draw) * odds * kick)
            when letter_day > last_day
                then 3 * getvariable('letter_lag_days') * delay_draw / ((1 - delay_draw) * odds)
            when twin.draw_in(person, reference_year, 'press') < getvariable('press_share')
                then twin.draw_in(person, reference_year, 'press day') * letter_day
            -- paper takes two days longer
            else letter_day + 2 * (channel - 1)
                + getvariable('letter_lag_days') * delay_draw / ((1 - delay_draw) * odds)
        end as draft_day
    from drawn
),

ranked as (
    select *, row_number() over (partition by letter_group order by draft_day, person) as place
    from drafted
),

-- how many more by which day
totals as (
    select letter_group, count(*) as people, count(*) filter (has_account) as known
    from cohort
    group by letter_group
),

steps as (
    select
        letter_group,
        coalesce(lag(day) over ladder + 1, getvariable('stage_from')) as from_day,
        day as to_day,
        coalesce(lag(upto) over ladder, 0) as from_place,
        upto
    from (
        select
            letter_group,
            day,
            max(greatest(0, round(share * people)::bigint - known)) over (
                partition by letter_group order by day
            ) as upto
        from twin.account_curve
        join totals using (letter_group)
        where reference_year = getvariable('reference_year')
            and day between getvariable('stage_from') and getvariable('stage_to')
    )
    window ladder as (partition by letter_group order by day)
),

registered as (
    select
        ranked.*,
        from_day,
        to_day,
        getvariable('campaign_start_date') + least(floor(draft_day), 5000)::integer as draft_date,
        least(greatest(from_day, sent_on + 1), to_day) as earliest
    from ranked
    join steps
        on steps.letter_group = ranked.letter_group and place > from_place and place <= upto
),

dated as (
    select
        *,
        case
            when draft_date between from_day and to_day then draft_date
            else earliest + floor(twin.draw_in(person, reference_year * 10 + getvariable('stage_no'), 'spread day')
                * (to_day - earliest + 1))::integer
        end as registered_on
    from registered
)

select
    person,
    twin.instant(registered_on, twin.draw_in(person, reference_year, 'hour')),
    registered_on,
    reference_year,
    twin.choice('channel_all', twin.draw(person, 'channel'))
from dated;
