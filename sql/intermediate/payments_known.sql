/*---
grain: one person, reference year and scheme with a payment ordered by the day the world is seen from
key: [reference_year, scheme, person_key]
columns:
  paid_cents: {unit: EUR cent, label: Uitbetaald, meaning: "executed payments, recoveries included"}
  order_count: {label: Opdrachten}
---*/
select
    reference_year,
    scheme,
    person_key,
    min(if(is_executed and kind in ('award', 'supplement'), executed_on, null)) as first_paid_on,
    sum(if(is_executed, amount_cents, 0))::bigint as paid_cents,
    sum(if(is_executed and kind in ('award', 'supplement'), amount_cents, 0))::bigint as sent_cents,
    -sum(if(is_executed and kind = 'recovery', amount_cents, 0))::bigint as recovered_cents,
    count(*)::integer as order_count,
from intermediate.payments_ordered
group by reference_year, scheme, person_key
