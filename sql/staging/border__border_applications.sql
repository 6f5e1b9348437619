/*---
grain: one application of a border worker
key: [reference_year, application_id]
---*/
select
    reference_year,
    application_id,
    hash(person_id) as person_key,
    filed_on,
    admissible as is_admissible,
from sources.border__border_applications
