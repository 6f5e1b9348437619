/*---
title: Alle uitgevoerde betalingen staan op een dossier, tot op de cent
severity: error
owner: budgetteam
why: paid in the dossiers equals what the payment files say (R47)
---*/
with

executed as (
    select coalesce(sum(amount_cents), 0) as paid
    from intermediate.payments_ordered
    where scheme = 'jobbonus' and is_executed
),

dossiers as (select coalesce(sum(paid_cents), 0) as paid from intermediate.people_assessed)

select executed.paid as executed_cents, dossiers.paid as dossier_cents
from executed, dossiers
where executed.paid <> dossiers.paid
