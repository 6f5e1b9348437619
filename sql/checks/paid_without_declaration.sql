/*---
title: Betalingen aan personen zonder aangifte of aanvraag
severity: warning
owner: budgetteam
why: a payment makes a dossier, so that it is seen; it stands on nothing else
---*/
select people.person_key
from intermediate.people_described as people
where not people.has_declaration and people.category = 'employee'
