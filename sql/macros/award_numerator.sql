/*---
meaning: |
  The full-time award of a year at a reference wage, times the width of the taper (contract step 5): full up to the
  lower limit, falling in a straight line to the taper end at the upper one, nothing from there. All in cents; kept
  as a numerator, so that nothing is rounded before the quarter is.
---*/
create or replace macro award_numerator(wage_cents, lower_cents, upper_cents, max_cents, end_cents) as (
    case
        when wage_cents >= upper_cents then 0
        when wage_cents <= lower_cents then max_cents * (upper_cents - lower_cents)
        else max_cents * (upper_cents - lower_cents) - (wage_cents - lower_cents) * (max_cents - end_cents)
    end
)
