/*---
grain: one amount that entitled people are due
key: [reference_year, payable_cents]
sums: persons
columns:
  persons: {unit: persons, label: Rechthebbenden}
  unclaimed: {unit: persons, label: Niets betaald, meaning: alive as far as is known}
---*/
select
    reference_year,
    payable_cents,
    count(*)::integer as persons,
    count(*) filter (paid_cents > 0)::integer as paid,
    count(*) filter (paid_cents <= 0 and state <> 'died')::integer as unclaimed,
from intermediate.people_waited
where state <> 'withdrawn'
group by all
