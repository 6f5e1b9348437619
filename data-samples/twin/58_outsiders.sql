-- People without an entitlement who hear of the campaign and register an account: known from then on.
insert into twin.accounts
select
    person,
    twin.instant(registered_on, twin.draw(person, 'hour')),
    registered_on,
    getvariable('reference_year'),
    1
from (
    select
        dossiers.person,
        getvariable('campaign_start_date') + floor(
            twin.draw(dossiers.person, 'outsider day') * twin.draw(dossiers.person, 'outsider day') * 180
        )::integer as registered_on
    from twin.dossiers
    left join twin.accounts using (person)
    left join twin.deaths using (person)
    where dossiers.reference_year = getvariable('reference_year')
        and dossiers.fate not in ('entitled', 'deceased')
        and province_no <> 9
        and accounts.person is null
        and died_on is null
        and twin.draw_in(dossiers.person, getvariable('reference_year'), 'outsider') < getvariable('outsider_share')
);
