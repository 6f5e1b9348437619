/*---
title: Het saldo van elk dossier is de som van zijn boekingen, tot op de cent
severity: error
owner: budgetteam
why: an append-only ledger that does not add up to the dossiers says something else than the letters do (R26)
---*/
with

booked as (
    select scheme, person_key, sum(cents(amount)) filter (kind <> 'write_off') as balance
    from marts.ledger
    group by all
),

dossiers as (select scheme, person_key, cents(balance) as balance from marts.dossiers)

select coalesce(dossiers.person_key, booked.person_key) as person_key
from dossiers
full join booked using (scheme, person_key)
where coalesce(dossiers.balance, 0) <> coalesce(booked.balance, 0)
    -- a plus payment without a starter makes no dossier; payment_files lists it
    and not (dossiers.person_key is null and scheme = 'plus')
