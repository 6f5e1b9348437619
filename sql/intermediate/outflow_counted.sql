/*---
grain: one calendar year in which something of a reference year was paid
key: [reference_year, paid_year]
note: executed payments as the ledger has them, recoveries apart and never netted; no dossier is asked
columns:
  persons: {unit: persons, label: Personen}
---*/
select
    payments.reference_year,
    year(payments.executed_on)::integer as paid_year,
    persons_paid(payments.person_key, repeated.person_key is not null) as persons,
    coalesce(sum(payments.amount_cents) filter (payments.kind <> 'recovery'), 0)::bigint as paid_cents,
    coalesce(-sum(payments.amount_cents) filter (payments.kind = 'recovery'), 0)::bigint as recovered_cents,
from intermediate.payments_ordered as payments
left join intermediate.payments_repeated as repeated using (person_key)
where payments.scheme = 'jobbonus' and payments.is_executed
group by all
