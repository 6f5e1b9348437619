/*---
grain: one person and calendar year in which jobbonus plus was paid
key: [income_year, person_key]
per: all
view: true
law: Decreet 15 juli 2022, art. 8 (niet meetellen in inkomenstoetsen)
note: |
  Jobbonus plus is taxable income of the year in which it was paid; what was paid back in a later year lowers that
  later year.
columns:
  taxable_amount: {unit: EUR, label: Belastbaar bedrag}
---*/
select
    year(payments.executed_on)::integer as income_year,
    payments.person_key,
    eur(sum(payments.amount_cents)::bigint) as taxable_amount,
    count(*)::integer as payment_count,
from intermediate.payments_ordered as payments
where payments.scheme = 'plus' and payments.is_executed
group by all
