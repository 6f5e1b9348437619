-- Jobbonus plus: people who start as self-employed in the reference year. Grain of plus_files: one row per starter.
-- The first of the order have an entitled year before and recent employment (the dossiers of the board), the others
-- miss one of the two. Everything of the first instalment happens before the end of the year after.
create or replace table twin.plus_files as
with

quota as (
    select
        twin.scaled(getvariable('plus_dossiers')) as dossiers,
        twin.scaled(getvariable('plus_declarations')) as declarations,
        twin.scaled(getvariable('plus_decided')) as decided,
        twin.scaled(getvariable('plus_paid')) as paid,
        round(twin.scaled(getvariable('plus_dossiers')) * getvariable('plus_refused_share'))::bigint as refused,
        round(twin.scaled(getvariable('plus_declarations')) * getvariable('plus_above_limit_share'))::bigint as above,
        round(twin.scaled(getvariable('plus_dossiers')) * getvariable('plus_others_share'))::bigint as others
),

before as (
    select
        dossiers.*,
        accounts.registered_on,
        row_number() over (
            partition by fate = 'entitled'
            -- those in their last year as an employee first, two of five
            order by twin.draw_in(dossiers.person, getvariable('reference_year'), 'starter') * if(leaves, 0.25, 1),
                dossiers.person
        ) as place
    from twin.dossiers
    left join twin.accounts using (person)
    left join twin.deaths using (person)
    left join twin.starters as earlier using (person)
    where dossiers.reference_year = getvariable('reference_year') - 1
        and fate in ('entitled', 'wage_above_limit')
        and age between 20 and 60
        and died_on is null
        and earlier.person is null
),

starters as (
    select
        before.*,
        case
            when fate = 'entitled' and place <= dossiers then 'dossier'
            when fate = 'entitled' then 'not_recently_employed'
            else 'no_year_before'
        end as kind
    from before, quota
    where (fate = 'entitled' and place <= dossiers + others // 3)
        or (fate <> 'entitled' and place <= others - others // 3)
),

started as (
    select
        *,
        if(
            leaves,
            make_date(getvariable('reference_year')::integer, 1, 1)
                + floor(twin.draw(person, 'started') * 70)::integer,
            make_date(getvariable('reference_year')::integer, 1, 1)
                + floor(twin.draw(person, 'started') * 364)::integer
        ) as started_on
    from starters
),

-- within the dossiers: who refuses, who declares, who is decided and paid, in the order of another draw
ordered as (
    select
        *,
        case when kind = 'dossier' then row_number() over (
            partition by kind order by registered_on is null, twin.draw(person, 'plus order'), person
        ) end as plus_place
    from started
),

staged as (
    select
        ordered.*,
        plus_place <= paid as is_paid,
        plus_place <= decided - refused - above as is_decided,
        plus_place <= declarations - above as is_within,
        plus_place > declarations - above and plus_place <= declarations as is_above,
        plus_place > declarations and plus_place <= declarations + refused as is_refused
    from ordered, quota
),

dated as (
    select
        *,
        getvariable('plus_from_date') + 3
            + floor(twin.draw(person, 'declared') * twin.draw(person, 'declared') * 75)::integer as declared_on,
        getvariable('plus_from_date') + 30 + floor(twin.draw(person, 'refused') * 50)::integer as refused_on,
        twin.draw(person, 'second instalment') < getvariable('plus_second_share') as asks_second,
        twin.draw(person, 'stops') < getvariable('plus_stopped_share') as stops
    from staged
),

lives as (
    select
        *,
        case when stops and kind = 'dossier'
            then started_on + 150 + floor(twin.draw(person, 'stopped') * 500)::integer end as stopped_on
    from dated
)

select
    getvariable('reference_year') as reference_year,
    lives.person,
    people.person_no,
    lives.kind,
    started_on,
    stopped_on,
    case
        when kind = 'not_recently_employed' and twin.draw(lives.person, 'never employed') < 0.3 then null
        when kind = 'not_recently_employed' then started_on - 120 - floor(twin.draw(lives.person, 'last day') * 400)::integer
        else started_on - 1 - floor(twin.draw(lives.person, 'last day') * 75)::integer
    end as last_employed_on,
    coalesce(is_refused, false) as is_refused,
    coalesce(is_above, false) as is_above,
    coalesce(is_decided, false) as is_decided,
    coalesce(is_paid, false) as is_paid,
    case when is_within or is_above then declared_on end as declared_on,
    case
        when is_decided then twin.working_day(declared_on + 8 + floor(twin.draw(lives.person, 'decided') * 8)::integer)
        when is_above then twin.working_day(declared_on + 14)
        when is_refused then twin.working_day(refused_on)
    end as decided_on,
    -- the second one when still active after twelve months
    case
        when is_paid and asks_second and (stopped_on is null or stopped_on > started_on + to_months(12))
            then greatest((started_on + to_months(12))::date + 7, getvariable('plus_from_date') + 170)
                + floor(twin.draw(lives.person, 'second declared') * 60)::integer
    end as second_declared_on,
    is_ebox
from lives
join twin.people using (person)
where kind <> 'dossier' or plus_place is not null;

insert into twin.starters select person, reference_year from twin.plus_files;
insert into twin.plus_all select * from twin.plus_files;
