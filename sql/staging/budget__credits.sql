/*---
grain: one booking
key: [credit_id]
---*/
select
    credit_id,
    fiscal_year,
    article,
    scheme,
    appropriation,
    kind,
    booked_on,
    cents(amount) as amount_cents,
from sources.budget__credits
