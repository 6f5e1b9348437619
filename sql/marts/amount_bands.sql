/*---
grain: one band of fifty euro of what entitled people are due
key: [reference_year, from_eur]
sums: persons
publish: true
columns:
  from_eur: {unit: EUR, label: Vanaf}
  persons: {unit: persons, label: Rechthebbenden, adds: true}
---*/
select
    reference_year,
    (payable_cents // 5000 * 50)::integer as from_eur,
    count(*)::integer as persons,
from intermediate.people_assessed
where status = 'entitled'
group by all
