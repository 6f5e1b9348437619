/*---
grain: one person
key: [reference_year, person_key]
---*/
select
    reference_year,
    hash(person_id) as person_key,
    birth_date,
    sex,
    -- five digits, as a number: text would cost a tenth of every table of persons
    try_cast(nis_code as integer) as municipality_no,
    left(nis_code, 2) as arrondissement_code,
    death_date,
from sources.persons__persons
