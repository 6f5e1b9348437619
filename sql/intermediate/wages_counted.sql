/*---
grain: one step of ten euro of the mean reference wage of employees whose bonus depends on amounts only
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
from intermediate.people_reachable
where category = 'employee'
group by all
