/*---
grain: one remuneration code of one employment line
key: [reference_year, line_key, remuneration_code]
---*/
select
    reference_year,
    hash(person_id, quarter, employer_id, line_no, version) as line_key,
    hash(person_id) as person_key,
    remuneration_code,
    cents(amount) as amount_cents,
from sources.dmfa__remunerations
