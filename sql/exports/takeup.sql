/*---
grain: one reference year
key: [reference_year]
note: the seam of contract §3; a column may be added, never renamed
---*/
select
    reference_year,
    entitled,
    notified,
    registered,
    paid,
    entitled_amount,
    registered_amount,
    paid_amount,
    caseload_takeup,
    expenditure_takeup,
from marts.takeup
