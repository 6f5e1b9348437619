/*---
grain: one registration of an account by one person, in one delivery that held it
key: [person_key, registered_at, delivered_at]
---*/
select
    hash(person_id) as person_key,
    registered_at,
    delivered_at,
from delivered.registrations__registrations
