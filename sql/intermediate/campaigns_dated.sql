/*---
grain: one reference year with a first letter to an entitled person
key: [reference_year]
note: the day from which the weeks of a campaign count
columns:
  started_on: {label: Eerste brief}
---*/
select reference_year, min(notified_on) as started_on
from intermediate.entitled_dated
where notified_on is not null
group by reference_year
