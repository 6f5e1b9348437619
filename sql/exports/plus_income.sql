/*---
grain: one person and calendar year in which jobbonus PLUS was paid
key: [income_year, person_id]
discloses: true
law: Decreet 15 juli 2022, art. 8 (niet meetellen in inkomenstoetsen)
note: |
  The taxable amounts, for the bodies that must leave them out of an income test. PLUS is income of the year in which
  it was paid; what was paid back in a later year lowers that later year.
columns:
  taxable_amount: {unit: EUR, label: Belastbaar bedrag}
---*/
select
    year(payments.executed_on)::integer as income_year,
    people.person_id,
    eur(sum(payments.amount_cents)::bigint) as taxable_amount,
    count(*)::integer as payment_count,
from staging.payments__payments as payments
cross join parameters.as_of as world
left join meta.people as people using (person_key)
where payments.scheme = 'plus' and payments.status = 'executed'
    and payments.ordered_on <= world.as_of_date and payments.executed_on <= world.as_of_date
group by all
