/*---
meaning: the hours of a sum of packed_time, in hundredths
---*/
create or replace macro packed_hours(packed) as (packed % 4294967296)
