/*---
title: Bezwaren die beslist zijn voor ze werden ingediend, of beslist zonder uitkomst
severity: warning
owner: procesteam
why: such rows would give a lead time below zero or an effect without a decision; they are left out of both
---*/
select objection_id
from staging.objections__objections
where decided_on < filed_on or (decided_on is null) <> (outcome is null)
