/*---
meaning: a decimal with two digits (hours, days, fractions) as whole hundredths
---*/
create or replace macro hundredths(amount) as (amount * 100)::integer
