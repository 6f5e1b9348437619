/*---
grain: one month in which payments of the jobbonus of a reference year were executed
key: [reference_year, paid_month]
note: the ledger by itself, no dossier is asked
columns:
  amount_cents: {unit: EUR cent, label: Volgens het grootboek}
---*/
select
    reference_year,
    date_trunc('month', executed_on)::date as paid_month,
    sum(amount_cents)::bigint as amount_cents,
from staging.payments__payments
where scheme = 'jobbonus' and status = 'executed'
group by all
