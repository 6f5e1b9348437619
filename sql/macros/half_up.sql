/*---
meaning: |
  numerator / denominator rounded to a whole number, a half away from zero; both are whole numbers and the
  denominator is positive. DuckDB divides decimals as binary fractions, which breaks ties the wrong way.
---*/
create or replace macro half_up(numerator, denominator) as (
    case
        when numerator >= 0 then (2 * numerator + denominator) // (2 * denominator)
        else -((denominator - 2 * numerator) // (2 * denominator))
    end
)
