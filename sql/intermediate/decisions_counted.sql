/*---
grain: one day of the last decision to people with a dossier
key: [reference_year, decided_on]
sums: persons
columns:
  persons: {unit: persons, label: Personen}
---*/
select
    people.reference_year,
    letters.decided_on,
    count(*)::integer as persons,
    sum(people.payable_cents)::bigint as payable_cents,
from intermediate.people_assessed as people
inner join intermediate.letters_known as letters
    on people.reference_year = letters.reference_year and people.person_key = letters.person_key
    and letters.scheme = 'jobbonus'
where letters.decided_on is not null
group by all
