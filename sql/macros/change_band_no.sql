/*---
meaning: |
  The band of a change in what somebody is due: -3 loses the right, -2 loses more than 100 euro, -1 loses, 0 same,
  1 gains, 2 gains more than 100 euro, 3 gains the right. In euro, because percentages of small sums mislead.
---*/
create or replace macro change_band_no(was_entitled, is_entitled, before_cents, after_cents) as (
    case
        when was_entitled and not is_entitled then -3
        when is_entitled and not was_entitled then 3
        when after_cents = before_cents then 0
        when after_cents - before_cents > 10000 then 2
        when after_cents > before_cents then 1
        when after_cents - before_cents < -10000 then -2
        else -1
    end::tinyint
)
