/*---
meaning: |
  Days and hours in one whole number, so that one sum carries both: a second sum for every line costs more than taking
  the two apart. The hours of a line fill less than 32 bits: at most 999 service codes of at most 9,999.99 hours.
---*/
create or replace macro packed_time(days_hundredths, hours_hundredths) as (
    coalesce(days_hundredths, 0)::bigint * 4294967296 + coalesce(hours_hundredths, 0)
)
