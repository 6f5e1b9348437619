/*---
grain: one person and quarter
key: [reference_year, person_key, quarter_no]
---*/
select
    reference_year,
    hash(person_id) as person_key,
    quarter % 10 as quarter_no,
    cents(reference_wage) as advised_reference_wage_cents,
from sources.advice__advices
