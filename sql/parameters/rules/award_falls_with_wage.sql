/*---
rule: the award never rises with the wage, and ends at zero or above
---*/
select reference_year, quarter_no
from parameters.quarters
where taper_end_award_eur > max_award_eur or taper_end_award_eur < 0
