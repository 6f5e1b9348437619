/*---
title: Betalingen per maand
grain: one month in which payments of a scheme and reference year were executed
key: [reference_year, scheme, paid_month]
publish: true
columns:
  paid_month: {label: Maand}
  persons: {unit: persons, label: Personen, adds: [scheme]}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
---*/
select
    payments.reference_year,
    payments.scheme,
    date_trunc('month', payments.executed_on)::date as paid_month,
    count(distinct payments.person_key)::integer as persons,
    eur(sum(payments.amount_cents)::bigint) as paid_eur,
from staging.payments__payments as payments
cross join parameters.as_of as world
where payments.status = 'executed' and payments.executed_on <= world.as_of_date
group by all
