/*---
meaning: |
  A reference wage in cents in four bytes; 21 million euro a month, beyond any bound a law can hold, where the
  quarter earns nothing whatever the bound.
---*/
create or replace macro compact_wage(earns, wage_cents) as (
    if(coalesce(earns, false), least(wage_cents, 2147483647), 2147483647)::integer
)
