/*---
grain: one day on which something happened to entitled people of one state
key: [reference_year, event, state, day]
sums: persons
columns:
  event: {meaning: "known_before, registered, paid or letters"}
  persons: {unit: persons, label: Personen}
---*/
with

people as (select * from intermediate.people_waited where state <> 'withdrawn'),

events as (
    select reference_year, state, known_since_on as day, if(entry = 'known_before', 'known_before', 'registered') as event from people
    union all
    select reference_year, state, first_paid_on, 'paid' from people
    union all
    select reference_year, state, notified_on, 'letters' from people
)

select reference_year, event, state, day, count(*)::integer as persons
from events
where day is not null
group by all
