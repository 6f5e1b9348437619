/*---
rule: the minima lie between zero and the maximum award, part-time at most full-time
---*/
select q.reference_year, q.quarter_no
from parameters.quarters as q
inner join parameters.years as y on q.reference_year = y.reference_year
where y.minimum_part_time_award_eur < 0
    or y.minimum_part_time_award_eur > y.minimum_full_time_award_eur
    or y.minimum_full_time_award_eur > q.max_award_eur
