/*---
title: Bezwaren zonder dossier in dat refertejaar
severity: warning
owner: procesteam
why: an objection is against a decision; without a dossier there is none
---*/
select objections.objection_id
from staging.objections__objections as objections
cross join parameters.as_of as world
left join intermediate.people_assessed as people using (reference_year, person_key)
where objections.filed_on <= world.as_of_date and people.person_key is null
