/*---
title: Elke rechthebbende heeft één eindtoestand, in personen en in centen
severity: error
owner: datateam
why: "|E| = registered + died + withdrawn + lapsed + waiting (R03, R29)"
---*/
with

dossiers as (
    select
        count(*) as persons, count(registered_on) as accounts, count(*) filter (paid_cents > 0) as paid,
        coalesce(sum(payable_cents), 0) as payable_cents, coalesce(sum(paid_cents), 0) as paid_cents,
    from intermediate.people_assessed
    where status = 'entitled'
),

states as (
    select
        coalesce(sum(persons), 0) as persons, coalesce(sum(accounts), 0) as accounts, coalesce(sum(paid), 0) as paid,
        coalesce(sum(cents(payable_eur)), 0) as payable_cents, coalesce(sum(cents(paid_eur)), 0) as paid_cents,
    from marts.takeup_states
    where state <> 'withdrawn'
)

select 'states' as stage
from dossiers, states
where (dossiers.persons, dossiers.accounts, dossiers.paid, dossiers.payable_cents, dossiers.paid_cents)
    is distinct from (states.persons, states.accounts, states.paid, states.payable_cents, states.paid_cents)
