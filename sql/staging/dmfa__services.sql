/*---
grain: one service code of one employment line
key: [reference_year, line_key, service_code]
---*/
select
    reference_year,
    hash(person_id, quarter, employer_id, line_no, version) as line_key,
    hash(person_id) as person_key,
    service_code,
    packed_time(hundredths(days), hundredths(hours)) as packed_time,
from sources.dmfa__services
