/*---
title: Alle uitgevoerde betalingen staan op een dossier, tot op de cent
severity: error
owner: budgetteam
why: paid in the dossiers equals what the payment files say (R47)
---*/
with

executed as (
    select coalesce(sum(amount_cents), 0) as paid
    from staging.payments__payments
    cross join parameters.as_of as world
    where scheme = 'jobbonus' and status = 'executed'
        and ordered_on <= world.as_of_date and executed_on <= world.as_of_date
),

dossiers as (select coalesce(sum(paid_cents), 0) as paid from intermediate.people_assessed)

select executed.paid as executed_cents, dossiers.paid as dossier_cents
from executed, dossiers
where executed.paid <> dossiers.paid
