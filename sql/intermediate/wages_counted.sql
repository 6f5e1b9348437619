/*---
grain: one step of ten euro of the mean reference wage of people_compacted
key: [reference_year, wage_eur]
sums: persons
columns:
  persons: {unit: persons, label: Personen}
---*/
select
    reference_year,
    (mean_wage_cents // 1000 * 10)::integer as wage_eur,
    count(*)::integer as persons,
    count(*) filter (is_entitled)::integer as entitled,
from intermediate.people_compacted
group by all
