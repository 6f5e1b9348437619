/*---
title: Dossiers waarop meer is uitbetaald dan verschuldigd
severity: warning
owner: budgetteam
why: these are recoveries to come
---*/
select person_key
from intermediate.people_assessed
where paid_cents > payable_cents
