/*---
grain: one combination of the days that matter to entitled people
key: [reference_year, notified_on, registered_on, first_paid_on, deceased_month]
sums: persons
note: |
  Entitled people counted once by the days of their letter, account and first payment. What asks for days or months is
  a sum of these rows; null is a day that did not come.
columns:
  persons: {unit: persons, label: Rechthebbenden}
  paid: {unit: persons, label: Betaald}
  open_cents: {unit: EUR cent, label: Nog te betalen, meaning: "what exceeds what was paid, person by person; never netted"}
---*/
with

people as (select * from intermediate.people_assessed where status = 'entitled')

select
    people.reference_year,
    people.notified_on,
    people.registered_on,
    people.first_paid_on,
    date_trunc('month', deaths.died_on)::date as deceased_month,
    count(*)::integer as persons,
    count(*) filter (people.paid_cents > 0)::integer as paid,
    sum(people.payable_cents)::bigint as payable_cents,
    sum(people.paid_cents)::bigint as paid_cents,
    sum(greatest(people.payable_cents - people.paid_cents, 0))::bigint as open_cents,
from people
left join intermediate.deaths_known as deaths using (reference_year, person_key)
group by all
