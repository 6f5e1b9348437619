/*---
grain: one person of a reference year who is known to have died
key: [reference_year, person_key]
view: true
note: on the day the world is seen from; who dies later is alive
columns:
  died_on: {label: Overleden op}
---*/
select described.reference_year, described.person_key, described.death_date as died_on
from intermediate.people_described as described
cross join parameters.as_of as world
where described.death_date <= world.as_of_date
