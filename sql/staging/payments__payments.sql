/*---
grain: one payment order
key: [payment_id]
---*/
select
    payment_id,
    hash(person_id) as person_key,
    reference_year,
    scheme,
    kind,
    cents(amount) as amount_cents,
    payment_file,
    ordered_on,
    executed_on,
    status,
from sources.payments__payments
