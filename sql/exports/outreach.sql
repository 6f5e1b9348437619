/*---
grain: one wave of reminders, or the first letters of a year together
key: [reference_year, action]
---*/
select *
from estimates.outreach
