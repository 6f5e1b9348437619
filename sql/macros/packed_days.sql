/*---
meaning: the days of a sum of packed_time, in hundredths
---*/
create or replace macro packed_days(packed) as (packed // 4294967296)
