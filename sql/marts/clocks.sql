/*---
grain: one legal term of one dossier
key: [reference_year, scheme, person_key, clock]
view: true
law: Decreet 20 mei 2022, art. 8 en 11; BVR 10 november 2022
columns:
  clock: {label: Termijn}
  from_day: {label: Begint}
  until_day: {label: Laatste dag}
---*/
with

world as (select * from parameters.as_of),
years as (select * from parameters.years),
dossiers as (select * from marts.dossiers),

decided as (
    select letters.reference_year, letters.scheme, letters.person_key, terms.term_begins_on, terms.last_day
    from intermediate.letters_known as letters
    inner join intermediate.objection_terms as terms
        on letters.reference_year = terms.reference_year and letters.decided_on = terms.sent_on
),

terms as (
    select reference_year, scheme, person_key, 'application' as clock, domicile_date as from_day, application_deadline_date as until_day
    from dossiers
    inner join years using (reference_year)
    where scheme = 'jobbonus'
    union all
    -- who got no decision has longer
    select
        reference_year, scheme, person_key, 'objection',
        decided.term_begins_on,
        if(decided.last_day is null, years.objection_without_notice_date, decided.last_day),
    from dossiers
    inner join years using (reference_year)
    left join decided using (reference_year, scheme, person_key)
    where scheme = 'jobbonus' or decided.last_day is not null
    union all
    select reference_year, 'plus', person_key, 'second_instalment', second_instalment_from, null
    from intermediate.starters_assessed
)

select
    terms.*,
    coalesce(terms.until_day < world.as_of_date, false) as is_past,
from terms
cross join world
