/*---
grain: one day ahead, every fourth week and the deadline itself
key: [reference_year, weeks_ahead]
---*/
select *
from estimates.forecast
