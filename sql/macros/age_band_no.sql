/*---
meaning: The band of the age at the end of the reference year, 0 below 25, then tens, 5 from 65.
---*/
create or replace macro age_band_no(birth_date, in_year) as (
    greatest(least((in_year - year(birth_date) - 15) // 10, 5), 0)::tinyint
)
