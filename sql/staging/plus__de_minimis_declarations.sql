/*---
grain: one declaration for one instalment
key: [reference_year, person_key, instalment_no]
---*/
select
    reference_year,
    hash(person_id) as person_key,
    instalment as instalment_no,
    declared_on,
    within_limit as is_within_limit,
from sources.plus__de_minimis_declarations
