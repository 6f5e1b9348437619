/*---
meaning: |
  The band of the fraction of the year that is paid for, from its hundredths over four quarters: 0 less than a
  quarter, 1 up to half, 2 up to three quarters, 3 up to a full year, 4 a full year.
---*/
create or replace macro fraction_band_no(fraction_sum) as (
    greatest(least(fraction_sum // 100, 4), 0)::tinyint
)
