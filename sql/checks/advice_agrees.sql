/*---
title: MAGDA-advies met een ander referteloon dan de eigen berekening
severity: warning
owner: datateam
why: differences are counted by size and direction, never silently resolved
---*/
select *
from marts.advice_differences
where direction in ('eigen berekening hoger', 'MAGDA hoger')
