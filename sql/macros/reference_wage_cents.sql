/*---
meaning: |
  The monthly wage that full-time work for the whole quarter would have given, in cents (contract step 4):
  wage / fraction / 3, with the wage of the quarter in cents and the fraction in hundredths.
---*/
create or replace macro reference_wage_cents(wage_cents, fraction_hundredths) as (
    case when fraction_hundredths > 0 then half_up(wage_cents * 100, fraction_hundredths * 3) end
)
