/*---
title: Starters die gestopt zijn voor hun start, of na hun start nog als laatste dag werknemer waren
severity: warning
owner: procesteam
why: the first would never be due a second instalment, the second is no start from employment
---*/
select person_key
from staging.plus__starters
where stopped_on < started_on or last_employed_on > started_on
