/*---
rule: the lower wage limit lies below the last eligible wage
---*/
select reference_year, quarter_no
from parameters.quarters
where lower_wage_limit_eur >= last_eligible_wage_eur
