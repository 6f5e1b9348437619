/*---
grain: one jump of the amount with people around it
key: [reference_year, last_cents]
sums: persons
columns:
  persons: {unit: persons, label: Personen, meaning: within 200 euro of the jump}
---*/
with

jumps as (select * from intermediate.jumps_found),

people as (
    select reference_year, mean_wage_cents, is_entitled from intermediate.people_reachable
    where category = 'employee'
)

select
    jumps.reference_year,
    jumps.last_cents,
    count(*)::integer as persons,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 4999 and last_cents)::integer as below_50,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 9999 and last_cents)::integer as below_100,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 19999 and last_cents)::integer as below_200,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 5000)::integer as above_50,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 10000)::integer as above_100,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 20000)::integer as above_200,
from jumps
inner join people
    on people.reference_year = jumps.reference_year
    and people.mean_wage_cents between jumps.last_cents - 19999 and jumps.last_cents + 20000
group by all
