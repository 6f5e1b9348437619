/*---
title: Geen bedrag onder het minimum of boven het maximum van het jaar
severity: error
owner: datateam
why: numeric guard behind the calculation (R21)
---*/
select people.person_key
from intermediate.people_assessed as people
inner join intermediate.law_applied as law using (reference_year)
where people.bonus_cents > law.year_max_cents
    or (people.status = 'entitled' and people.bonus_cents < least(law.minimum_part_time_cents, law.minimum_full_time_cents))
    or (people.status = 'entitled') <> (people.reason is null and people.status not in ('pending', 'inadmissible'))
