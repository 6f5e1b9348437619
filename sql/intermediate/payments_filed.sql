/*---
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
note: what was ordered and what became of it, whoever it was for; no dossier is asked
columns:
  orders: {unit: persons, label: Opdrachten}
---*/
select
    reference_year,
    scheme,
    payment_file,
    min(ordered_on) as ordered_on,
    max(executed_on) filter (outcome = 'executed') as executed_on,
    persons_paid(payments.person_key, repeated.person_key is not null) as persons,
    count(*)::integer as orders,
    count(*) filter (outcome = 'executed')::integer as executed,
    count(*) filter (outcome = 'returned')::integer as returned,
    count(*) filter (outcome = 'waiting')::integer as waiting,
    sum(amount_cents)::bigint as ordered_cents,
    coalesce(sum(amount_cents) filter (outcome = 'executed'), 0)::bigint as executed_cents,
    coalesce(sum(amount_cents) filter (outcome = 'returned'), 0)::bigint as returned_cents,
    coalesce(sum(amount_cents) filter (outcome = 'waiting'), 0)::bigint as waiting_cents,
from intermediate.payments_ordered as payments
left join intermediate.payments_repeated as repeated using (person_key)
group by reference_year, scheme, payment_file
