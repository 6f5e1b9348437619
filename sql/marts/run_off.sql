/*---
grain: one calendar year in which something of a reference year was paid
key: [reference_year, paid_year]
publish: true
note: |
  The run-off of a reference year: what is due over it, and what of that each calendar year paid. Executed payments
  as the ledger has them, recoveries apart and never netted into what was paid.
columns:
  paid_year: {label: Kalenderjaar}
  persons: {unit: persons, label: Personen}
  entitled_eur: {unit: EUR, label: Recht}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
  recovered_eur: {unit: EUR, label: Teruggevorderd, of: persons}
---*/
with

executed as (
    select payments.*
    from staging.payments__payments as payments
    cross join parameters.as_of as world
    where payments.scheme = 'jobbonus' and payments.status = 'executed' and payments.executed_on <= world.as_of_date
),

entitled as (
    select reference_year, sum(payable_cents)::bigint as entitled_cents
    from intermediate.people_assessed
    where status = 'entitled'
    group by reference_year
)

select
    executed.reference_year,
    year(executed.executed_on)::integer as paid_year,
    count(distinct executed.person_key)::integer as persons,
    eur(coalesce(any_value(entitled.entitled_cents), 0)) as entitled_eur,
    eur(coalesce(sum(executed.amount_cents) filter (executed.kind <> 'recovery'), 0)::bigint) as paid_eur,
    eur(coalesce(-sum(executed.amount_cents) filter (executed.kind = 'recovery'), 0)::bigint) as recovered_eur,
from executed
left join entitled using (reference_year)
group by all
