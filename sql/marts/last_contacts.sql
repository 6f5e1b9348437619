/*---
title: Laatste contact voor de rekening
grain: one kind of last contact before the account became known, and the weeks between
key: [reference_year, last_contact, weeks_between]
sums: persons
publish: true
note: |
  Every registration after the letter is tied to the last letter before it. This says when people came, not what made
  them come. Four weeks and more are one row.
columns:
  persons: {unit: persons, label: Registraties, adds: true}
---*/
select
    reference_year,
    last_contact,
    least(days_since_contact // 7, 4)::integer as weeks_between,
    count(*)::integer as persons,
from intermediate.people_waited
where last_contact is not null
group by all
