/*---
grain: one person whose account is known at the end of the day the world is seen from
key: [person_key]
per: all
columns:
  registered_on: {label: Rekening gekend sinds, meaning: Brussels day of the earliest registration still valid}
---*/
with

still_valid as (
    select registrations.*
    from staging.registrations__registrations as registrations
    cross join parameters.as_of as world
    where registrations.registered_at < world.as_of_end_at
        -- an end after that day is not known yet
        and (registrations.ended_at is null or registrations.ended_at >= world.as_of_end_at)
)

select
    person_key,
    timezone('Europe/Brussels', min(registered_at))::date as registered_on,
from still_valid
group by person_key
