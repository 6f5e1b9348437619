/*---
meaning: |
  The band of a monthly reference wage for reading reforms: 0 below 1,800 euro, then steps of 200 euro, 9 from 3,400.
  Bands are for reading, not from the law.
---*/
create or replace macro wage_band_no(wage_cents) as (
    greatest(least((wage_cents - 160000) // 20000, 9), 0)::tinyint
)
