/*---
grain: one complaint
key: [complaint_id]
---*/
select
    complaint_id,
    reference_year,
    received_on,
    admissible as is_admissible,
    founded as is_founded,
    closed_on,
from sources.complaints__complaints
