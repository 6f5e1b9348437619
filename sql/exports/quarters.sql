/*---
grain: one person and quarter with a counted line, of dossiers of category employee
key: [reference_year, person_id, quarter]
note: the seam of contract §3; a column may be added, never renamed
---*/
select
    quarters.reference_year,
    people.person_id,
    quarters.quarter,
    quarters.wage_fraction,
    quarters.payout_fraction,
    quarters.counted_wage,
    quarters.reference_wage,
    quarters.quarter_bonus,
    quarters.exclusion,
from marts.quarters as quarters
left join meta.people as people using (person_key)
