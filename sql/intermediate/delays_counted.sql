/*---
grain: one day of registering and the day of the first delivery that held those registrations
key: [registered_on, delivered_on]
per: all
note: |
  How late registrations become known. An account counts from the day on which it was entered, but we hear of it with a
  later delivery; the store keeps every delivery, so the first that held a registration can be told. What was already
  in the very first delivery may have been known for long: how late, nobody can say. The year before the last delivery
  is enough to learn from.
columns:
  delivered_on: {label: Eerste levering, meaning: of the first delivery that held the registration}
  persons: {unit: persons, label: Registraties}
---*/
with

delivered as (select * from staging.registrations__delivered),

-- a registration that a later full delivery no longer holds was a mistake, and no late one
counted as (
    select registrations.person_key, registrations.registered_at
    from staging.registrations__registrations as registrations
    cross join parameters.as_of as world
    where registrations.registered_at < world.as_of_end_at
),

first_held as (
    select
        person_key,
        registered_at,
        min(delivered_at) as delivered_at,
    from delivered
    semi join counted using (person_key, registered_at)
    where registered_at >= (select max(delivered_at) - interval 400 days from delivered)
    group by person_key, registered_at
),

-- deliveries are few and registrations many: what day a moment is in Brussels is told once for each delivery
by_delivery as (
    select brussels_day(registered_at) as registered_on, delivered_at, count(*)::integer as persons
    from first_held
    group by all
)

select
    registered_on,
    brussels_day(delivered_at) as delivered_on,
    sum(persons)::integer as persons,
from by_delivery
group by all
