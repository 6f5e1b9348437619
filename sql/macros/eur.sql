/*---
meaning: whole cents as an amount in EUR with two decimals; never by division, which would give a binary fraction
---*/
create or replace macro eur(amount_cents) as (amount_cents::decimal(18, 0) * 0.01)::decimal(18, 2)
