/*---
rule: inside a year the wage limits only rise
---*/
select later.reference_year, later.quarter_no
from parameters.quarters as later
inner join parameters.quarters as earlier
    on later.reference_year = earlier.reference_year and later.quarter_no = earlier.quarter_no + 1
where later.last_eligible_wage_eur < earlier.last_eligible_wage_eur
    or later.lower_wage_limit_eur < earlier.lower_wage_limit_eur
