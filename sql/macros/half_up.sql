/*---
meaning: |
  numerator / denominator rounded to a whole number, a half away from zero; both are whole numbers and the
  denominator is positive. DuckDB divides decimals as binary fractions, which breaks ties the wrong way.
---*/
create or replace macro half_up(numerator, denominator) as (
    -- whole division goes towards zero, so the half is added away from it
    (2 * numerator + if(numerator < 0, -denominator, denominator)) // (2 * denominator)
)
