/*---
rule: the drop at the upper limit (the taper end) is a declared jump, never above the least payable full-time award
---*/
select q.reference_year, q.quarter_no
from parameters.quarters as q
inner join parameters.years as y on q.reference_year = y.reference_year
where q.taper_end_award_eur > y.minimum_full_time_award_eur
