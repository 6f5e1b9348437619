/*---
grain: one person
key: [reference_year, person_key]
---*/
select
    reference_year,
    hash(person_id) as person_key,
    birth_date,
    sex,
    nis_code,
    left(nis_code, 2) as arrondissement_code,
    death_date,
from sources.persons__persons
