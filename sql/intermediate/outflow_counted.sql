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
    count(distinct payments.person_key)::integer as persons,
    coalesce(sum(payments.amount_cents) filter (payments.kind <> 'recovery'), 0)::bigint as paid_cents,
    coalesce(-sum(payments.amount_cents) filter (payments.kind = 'recovery'), 0)::bigint as recovered_cents,
from staging.payments__payments as payments
cross join parameters.as_of as world
where payments.scheme = 'jobbonus' and payments.status = 'executed' and payments.executed_on <= world.as_of_date
group by all
