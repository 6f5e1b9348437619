/*---
title: Dossiers waarop meer is teruggevorderd dan betaald
severity: warning
owner: budgetteam
why: a recovery takes back what was paid; more than that is an error in a payment file
---*/
select scheme, person_key
from intermediate.payments_known
where recovered_cents > sent_cents
