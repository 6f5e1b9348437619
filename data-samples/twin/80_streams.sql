-- The event streams as delivered, for the asked years and up to the horizon: registrations, letters, payments,
-- objections. Run once, after all years. Numbers of rows follow date and person, so they are the same every time.

create or replace table twin.asked_people as
select distinct person from twin.dossiers
where reference_year in (select reference_year from twin.asked_years);

-- Accounts: one row per person and registration; some are replaced by another one, a few are withdrawn.
create or replace table twin.registrations_delivered as
with

known as (
    select
        people.person_no, registered_at, registered_on, channel,
        case
            when twin.draw(accounts.person, 'account change') < getvariable('account_change_share')
                then registered_on + 60 + floor(twin.draw(accounts.person, 'changed on') * 400)::integer
        end as changed_on,
        case
            when twin.draw(accounts.person, 'account end') < getvariable('account_end_share')
                then registered_on + 200 + floor(twin.draw(accounts.person, 'ended on') * 300)::integer
        end as ended_on,
        twin.draw(accounts.person, 'change hour') as hour_draw,
        twin.draw(accounts.person, 'channel unknown') as channel_draw
    from twin.accounts
    join twin.people using (person)
    join twin.asked_people using (person)
    where registered_on <= getvariable('horizon')
    union all
    -- border workers give their account with the application
    select
        person_no,
        twin.instant(min(filed_on), twin.draw(person_no, 'hour')),
        min(filed_on),
        1, null, null, 0.5, 1
    from twin.border_payments
    where filed_on <= getvariable('horizon')
    group by person_no
),

instants as (
    select
        *,
        case
            when changed_on <= getvariable('horizon') then twin.instant(changed_on, hour_draw)
            when ended_on <= getvariable('horizon') then twin.instant(ended_on, hour_draw)
        end as ended_at
    from known
)

select
    person_no,
    registered_at,
    ended_at,
    case when channel_draw < getvariable('channel_unknown_share') then null else channel end as channel
from instants
union all
select person_no, ended_at, null, 1
from instants
where changed_on <= getvariable('horizon');

-- Letters.
create or replace table twin.notifications_delivered as
with

decisions as (
    select
        letters.reference_year, letters.person, 'jobbonus' as scheme,
        if(first_payable > 0, 'decision', 'refusal') as kind,
        channel, sent_on,
        letters.reference_year || '-brief-' || lpad(((sent_on - campaign_start_date) // 7 + 1)::varchar, 2, '0')
            || if(channel = 1, '-ebox', '-papier') as wave,
        null as arm
    from twin.letters
    join twin.dossiers using (reference_year, person)
    join twin.years using (reference_year)
),

-- RY2021: the tenths, computed again
again as (
    select
        dossiers.reference_year, dossiers.person, 'jobbonus' as scheme, 'decision' as kind,
        if(is_ebox, 1, 2) as channel,
        twin.working_day(supplement_tenths_from
            + floor(twin.draw_in(dossiers.person, dossiers.reference_year, 'computed again') * 20)::integer) as sent_on,
        dossiers.reference_year || '-onderwijs-herberekening' as wave,
        null as arm
    from twin.dossiers
    join twin.years using (reference_year)
    where fate = 'entitled' and first_payable <> payable and supplement_tenths_from is not null
),

reminders as (
    select
        reference_year, person, 'jobbonus' as scheme, 'reminder' as kind,
        if(arm = 'holdout', null, channel) as channel, sent_on,
        reference_year || '-herinnering-' || wave_no as wave, arm
    from twin.reminded
),

confirmations as (
    select
        letters.reference_year, letters.person, 'jobbonus' as scheme, 'confirmation' as kind,
        letters.channel,
        twin.working_day(registered_on + 1
            + floor(twin.draw_in(letters.person, letters.reference_year, 'confirmed on') * 5)::integer) as sent_on,
        null as wave, null as arm
    from twin.letters
    join twin.dossiers using (reference_year, person)
    join twin.accounts using (person)
    where registered_on > sent_on and first_payable > 0
        and twin.draw_in(letters.person, letters.reference_year, 'confirmed') < getvariable('confirmation_share')
),

refusals as (
    select
        reference_year, person, 'jobbonus' as scheme, 'refusal' as kind, if(is_ebox, 1, 2) as channel,
        twin.working_day(campaign_start_date + 60
            + floor(twin.draw_in(person, reference_year, 'refused on') * 50)::integer) as sent_on,
        reference_year || '-weigering' as wave, null as arm
    from twin.dossiers
    join twin.years using (reference_year)
    where fate in ('wage_above_limit', 'below_minimum', 'no_counted_days')
        and twin.draw_in(person, reference_year, 'refusal letter') < getvariable('refusal_letter_share')
),

people as (
    select numbers.person_no, letters.* exclude (person)
    from (
        select * from decisions
        union all select * from again
        union all select * from reminders
        union all select * from confirmations
        union all select * from refusals
    ) as letters
    join twin.people as numbers using (person)
),

border as (
    select
        person_no, reference_year, 'jobbonus' as scheme, 'decision' as kind, 1 as channel,
        twin.working_day(filed_on + 40) as sent_on, reference_year || '-grensarbeiders' as wave, null as arm
    from twin.border_payments
),

plus as (
    select
        person_no, reference_year, 'plus' as scheme, 'declaration' as kind, if(is_ebox, 1, 2) as channel,
        twin.working_day(plus_from_date + floor(twin.draw(person, 'plus letter') * 3)::integer) as sent_on,
        reference_year || '-plus-verklaring' as wave, null as arm
    from twin.plus_all join twin.years using (reference_year)
    where kind = 'dossier'
    union all
    select
        person_no, reference_year, 'plus', 'reminder', if(is_ebox, 1, 2), twin.working_day(plus_from_date + 45),
        reference_year || '-plus-herinnering-1', null
    from twin.plus_all join twin.years using (reference_year)
    where kind = 'dossier' and not is_refused and (declared_on is null or declared_on > plus_from_date + 44)
    union all
    -- the second reminder on paper only
    select
        person_no, reference_year, 'plus', 'reminder', 2, twin.working_day(plus_from_date + 150),
        reference_year || '-plus-herinnering-2', null
    from twin.plus_all join twin.years using (reference_year)
    where kind = 'dossier' and not is_refused and declared_on is null
    union all
    select
        person_no, reference_year, 'plus', if(is_decided, 'decision', 'refusal'), if(is_ebox, 1, 2), decided_on,
        null, null
    from twin.plus_all
    where decided_on is not null
    union all
    select
        person_no, reference_year, 'plus', 'confirmation', if(is_ebox, 1, 2), twin.working_day(second_declared_on + 4),
        null, null
    from twin.plus_all
    where second_declared_on is not null
)

select
    row_number() over (order by sent_on, reference_year, scheme, kind, person_no, wave) as notification_no,
    *
from (
    select * from people
    union all by name select * from border
    union all by name select * from plus
)
where sent_on <= getvariable('horizon') and reference_year in (select reference_year from twin.asked_years);

-- Payments: weekly files, ordered on Tuesday and executed on Friday.
create or replace table twin.payments_delivered as
with

awards as (
    select
        awards.reference_year, awards.person, people.person_no, awards.amount, awards.executed_on, awards.late,
        dossiers.payable, dossiers.first_payable, sent_on, registered_on, supplement_tenths_from,
        twin.draw_in(awards.person, awards.reference_year, 'put right') as right_draw
    from twin.awards
    join twin.dossiers using (reference_year, person)
    join twin.letters using (reference_year, person)
    join twin.accounts using (person)
    join twin.years using (reference_year)
    join twin.people using (person)
),

transfers as (
    select reference_year, person_no, 'jobbonus' as scheme, 'award' as kind, amount, executed_on, false as is_returned, false as is_open
    from awards
    union all
    -- came back and was repeated two weeks later
    select reference_year, person_no, 'jobbonus', 'award', amount, executed_on - 14, true, false
    from awards
    where executed_on - 14 > greatest(sent_on, registered_on) + 2
        and twin.draw_in(person, reference_year, 'returned') < getvariable('returned_share')
    union all
    -- put right after a mutation, or after the new computation of the tenths
    select
        reference_year, person_no, 'jobbonus',
        if(payable > amount, 'supplement', 'recovery'),
        payable - amount,
        if(
            first_payable <> payable,
            greatest(twin.friday(supplement_tenths_from + 25), executed_on + 7),
            twin.friday(executed_on + 110 + floor(right_draw * 150)::integer)
        ),
        false,
        payable < amount and twin.draw_in(person, reference_year, 'recovery open') < getvariable('recovery_open_share')
    from awards
    where payable <> amount and not late
    union all
    select reference_year, person_no, 'jobbonus', 'award', payable, twin.friday(filed_on + 58), false, false
    from twin.border_payments
    union all
    select
        reference_year, person_no, 'plus', 'award',
        (select round(any_value(plus_instalment_eur) * 100)::bigint from twin.law), twin.friday(decided_on + 1), false, false
    from twin.plus_all
    where is_paid
    union all
    select
        reference_year, person_no, 'plus', 'award',
        (select round(any_value(plus_instalment_eur) * 100)::bigint from twin.law),
        twin.friday(second_declared_on + 14), false, false
    from twin.plus_all
    where second_declared_on is not null
)

select
    row_number() over (order by executed_on, reference_year, scheme, kind, is_returned desc, person_no) as payment_no,
    reference_year, person_no, scheme, kind, amount,
    if(scheme = 'plus', 'JBP', 'JB') || reference_year || '-' || strftime(executed_on - 3, '%Y%m%d') as payment_file,
    executed_on - 3 as ordered_on,
    case when executed_on <= getvariable('horizon') and not is_open then executed_on end as executed_on,
    case
        when is_returned then 'returned'
        when executed_on <= getvariable('horizon') and not is_open then 'executed'
        else 'ordered'
    end as status
from transfers
where executed_on - 3 <= getvariable('horizon')
    and (not is_returned or executed_on <= getvariable('horizon'))
    and reference_year in (select reference_year from twin.asked_years);

-- Objections: those whose award was put right upwards were granted one; some others, and some of the refused.
create or replace table twin.objections_delivered as
with

reasons as (
    select
        awards.reference_year, awards.person, letters.sent_on, awards.executed_on,
        if(twin.draw_in(awards.person, awards.reference_year, 'outcome') < 0.8, 'granted', 'partly_granted') as outcome
    from twin.awards
    join twin.dossiers using (reference_year, person)
    join twin.letters using (reference_year, person)
    where amount < payable and first_payable = payable
    union all
    select
        letters.reference_year, letters.person, sent_on, null,
        case
            when twin.draw_in(letters.person, letters.reference_year, 'outcome') < 0.78 then 'rejected'
            when twin.draw_in(letters.person, letters.reference_year, 'outcome') < 0.92 then 'inadmissible'
            else 'partly_granted'
        end
    from twin.letters
    left join twin.awards using (reference_year, person)
    join twin.dossiers using (reference_year, person)
    where twin.draw_in(letters.person, letters.reference_year, 'objection') < getvariable('objection_share')
        and coalesce(amount, payable) = payable
    union all
    select
        notifications.reference_year, people.person, sent_on, null,
        if(twin.draw_in(people.person, notifications.reference_year, 'outcome') < 0.85, 'rejected', 'inadmissible')
    from twin.notifications_delivered as notifications
    join twin.people using (person_no)
    where notifications.scheme = 'jobbonus' and notifications.kind = 'refusal'
        and wave like '%weigering'
        and twin.draw_in(people.person, notifications.reference_year, 'objection') < getvariable('objection_refused_share')
),

dated as (
    select
        *,
        -- within three months of the letter; a few are late and inadmissible
        coalesce(
            greatest(sent_on + 5, executed_on + 3),
            sent_on + 5 + floor(twin.draw_in(person, reference_year, 'filed') * 80)::integer
        ) + if(outcome = 'inadmissible', 95, 0) as filed_on
    from reasons
),

decided as (
    select
        *,
        twin.working_day(filed_on + 25 + floor(twin.draw_in(person, reference_year, 'decided') * 75)::integer) as decided_on
    from dated
)

select
    row_number() over (order by filed_on, reference_year, person_no) as objection_no,
    reference_year,
    person_no,
    filed_on,
    case when decided_on <= getvariable('horizon') then decided_on end as decided_on,
    case when decided_on <= getvariable('horizon') then outcome end as outcome
from decided
join twin.people using (person)
where filed_on <= getvariable('horizon') and reference_year in (select reference_year from twin.asked_years);
