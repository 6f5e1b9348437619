/*---
grain: one objection
key: [objection_id]
---*/
select
    objection_id,
    hash(person_id) as person_key,
    reference_year,
    filed_on,
    decided_on,
    outcome,
from sources.objections__objections
