/*---
grain: one registration of an account by one person
key: [person_key, registered_at]
---*/
select
    hash(person_id) as person_key,
    registered_at,
    ended_at,
    channel,
from sources.registrations__registrations
