/*---
grain: one week of first letters and one week in which the account became known, for one stratum of the event study
key: [reference_year, by_return, by_channel, letter_week, known_week]
note: |
  Weeks count from the first letter of the year, for everybody alike: who had no account on that day, by the week of
  the own letter. Whoever gets a letter later is the comparison for who has one already, of the same stratum: who has an
  e-Box or was entitled before registers at another pace, letter or not. Known week null: not yet.
columns:
  persons: {unit: persons, label: Personen}
---*/
with

people as (select * from intermediate.people_waited where state <> 'withdrawn' and notified_on is not null),

campaigns as (select * from intermediate.campaigns_dated)

select
    people.reference_year,
    by_return,
    by_channel,
    (people.notified_on - started_on) // 7 as letter_week,
    (people.known_since_on - started_on) // 7 as known_week,
    ((any_value(world.as_of_date) - started_on) // 7)::integer as weeks_seen,
    count(*)::integer as persons,
from people
inner join campaigns using (reference_year)
cross join parameters.as_of as world
where people.known_since_on is null or people.known_since_on >= started_on
group by people.reference_year, by_return, by_channel, letter_week, known_week, started_on
