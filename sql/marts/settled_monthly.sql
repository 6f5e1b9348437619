/*---
title: Rechtzettingen per maand
grain: one month in which rights were put right, by direction
key: [reference_year, scheme, month, kind]
publish: true
note: executed supplements and recoveries, month by month and never netted
columns:
  persons: {unit: persons, label: Personen}
  amount_eur: {unit: EUR, label: Euro, of: persons}
---*/
select
    payments.reference_year,
    payments.scheme,
    date_trunc('month', payments.executed_on)::date as month,
    payments.kind,
    count(distinct payments.person_key)::integer as persons,
    eur(abs(sum(payments.amount_cents))::bigint) as amount_eur,
from intermediate.payments_ordered as payments
where payments.kind in ('supplement', 'recovery') and payments.is_executed
group by all
