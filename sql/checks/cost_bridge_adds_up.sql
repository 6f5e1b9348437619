/*---
title: De stappen van de kostenbrug tellen op tot het verschil, tot op de cent
severity: error
owner: budgetteam
why: volume, wages, rule and take-up explain the whole change and nothing else (R44)
---*/
select reference_year
from marts.cost_bridge
group by reference_year
having sum(change_eur) filter (step_no between 0 and 4) <> sum(change_eur) filter (step_no = 5)
