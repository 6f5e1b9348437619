/*---
grain: one starter
key: [reference_year, person_key]
---*/
select
    reference_year,
    hash(person_id) as person_key,
    started_on,
    stopped_on,
    last_employed_on,
    refused as has_refused,
from sources.plus__starters
