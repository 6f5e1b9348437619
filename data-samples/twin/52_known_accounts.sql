-- Accounts known before the very first campaign: a quota of everybody who lives in Flanders.
insert into twin.accounts
select
    person,
    twin.instant(registered_on, twin.draw(person, 'hour')),
    registered_on,
    0,
    1
from (
    select
        person,
        getvariable('campaign_start_date') - 1 - floor(twin.draw(person, 'known day') * 50)::integer as registered_on,
        row_number() over (
            partition by fate = 'entitled' order by twin.draw(person, 'known'), person
        ) <= getvariable('known_before') * count(*) over (partition by fate = 'entitled') as is_known
    from twin.dossiers
    where reference_year = getvariable('reference_year') and province_no <> 9 and fate <> 'deceased'
)
where is_known;
