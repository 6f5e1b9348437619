/*---
title: Termijnen die eindigen
grain: one month in which a legal term ends, per clock
key: [reference_year, clock, month, is_past]
publish: true
law: Decreet 20 mei 2022, art. 8, 9 en 11; BVR 10 november 2022
note: |
  What ends when, from the month of the day the world is seen from on; what ended before is on the first row of its
  clock with is_past. Registration: entitled people without an account, whose right ends with the application deadline;
  the few for whom nothing is open count as well, so that this is the same number of people as everywhere else.
  Objection: people whose last decision can still be contested, with the amount decided. Jobbonus plus: second
  instalments that can be asked from their anniversary on.
columns:
  clock: {label: Termijn}
  month: {label: Maand}
  persons: {unit: persons, label: Personen, adds: [clock], nests: "case clock when 'registratie' then 'not registered' end"}
  amount_eur: {unit: EUR, label: Euro, of: persons}
  last_day: {label: Laatste dag}
---*/
with

world as (select * from parameters.as_of),

registration as (
    select
        people.reference_year,
        'registratie' as clock,
        years.application_deadline_date as ends_on,
        sum(people.persons) as persons,
        sum(people.open_cents) as cents,
    from intermediate.entitled_dated as people
    inner join parameters.years as years using (reference_year)
    where people.registered_on is null
    group by all
),

decided as (
    select reference_year, decided_on as sent_on, persons, payable_cents as cents
    from intermediate.decisions_counted
),

objection as (
    select decided.reference_year, 'bezwaar' as clock, terms.last_day as ends_on, persons, cents
    from decided
    inner join intermediate.objection_terms as terms using (reference_year, sent_on)
),

plus as (
    select
        starters.reference_year,
        'tweede schijf jobbonus plus' as clock,
        starters.second_instalment_from as ends_on,
        count(*) as persons,
        count(*) * any_value(cents(law.plus_instalment_eur)) as cents,
    from intermediate.starters_assessed as starters
    inner join parameters.years as law using (reference_year)
    where starters.status = 'entitled' and starters.instalment_count = 1
        and coalesce(starters.stopped_on > starters.second_instalment_from, true)
    group by all
),

clocks as (
    select * from registration
    union all by name
    select * from objection
    union all by name
    select * from plus
)

select
    clocks.reference_year,
    clocks.clock,
    date_trunc('month', clocks.ends_on)::date as month,
    clocks.ends_on < world.as_of_date as is_past,
    max(clocks.ends_on) as last_day,
    sum(clocks.persons)::integer as persons,
    eur(sum(clocks.cents)::bigint) as amount_eur,
from clocks
cross join world
group by all
