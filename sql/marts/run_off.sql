/*---
title: Uitbetaling per kalenderjaar
grain: one calendar year in which something of a reference year was paid
key: [reference_year, paid_year]
publish: true
note: |
  The run-off of a reference year: what is due over it, and what of that each calendar year paid. Executed payments
  as the ledger has them, recoveries apart and never netted into what was paid.
columns:
  paid_year: {label: Kalenderjaar}
  persons: {unit: persons, label: Personen, adds: true}
  entitled_eur: {unit: EUR, label: Recht}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
  recovered_eur: {unit: EUR, label: Teruggevorderd, of: persons}
---*/
with

entitled as (
    select reference_year, sum(payable_cents)::bigint as entitled_cents
    from intermediate.entitled_dated
    group by reference_year
)

select
    executed.reference_year,
    executed.paid_year,
    executed.persons,
    eur(coalesce(entitled.entitled_cents, 0)) as entitled_eur,
    eur(executed.paid_cents) as paid_eur,
    eur(executed.recovered_cents) as recovered_eur,
from intermediate.outflow_counted as executed
left join entitled using (reference_year)
