/*---
meaning: an amount in EUR with two decimals as whole cents
---*/
create or replace macro cents(amount_eur) as (amount_eur * 100)::bigint
