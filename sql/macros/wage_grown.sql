/*---
meaning: |
  A compact reference wage after growth, in whole cents, a half up; factor in millionths. A quarter that earns nothing
  at any bound stays so. The fraction worked does not change: an assumption of every multi-year path.
---*/
create or replace macro wage_grown(wage_cents, factor_e6) as (
    if(wage_cents = 2147483647, wage_cents, least(half_up(wage_cents::bigint * factor_e6, 1000000), 2147483646)::integer)
)
