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
    persons_paid(payments.person_key, repeated.person_key is not null) as persons,
    eur(sum(payments.amount_cents)::bigint) as paid_eur,
from intermediate.payments_ordered as payments
left join intermediate.payments_repeated as repeated using (person_key)
where payments.is_executed
group by all
