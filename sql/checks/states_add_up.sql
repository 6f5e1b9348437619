/*---
title: De toestanden tellen op tot wat ontvangen is, in personen en in centen
severity: error
owner: datateam
why: received = sum of all states, at every stage (R03)
---*/
with

dossiers as (
    select
        count(*) as persons, coalesce(sum(bonus_cents), 0) as bonus,
        coalesce(sum(payable_cents), 0) as payable, coalesce(sum(paid_cents), 0) as paid,
        count(*) filter (status = 'entitled') as entitled,
    from intermediate.people_assessed
),

states as (
    select
        coalesce(sum(persons), 0) as persons, coalesce(sum(cents(bonus_eur)), 0) as bonus,
        coalesce(sum(cents(payable_eur)), 0) as payable, coalesce(sum(cents(paid_eur)), 0) as paid,
        coalesce(sum(persons) filter (status = 'entitled'), 0) as entitled,
    from marts.states
),

received as (select coalesce(sum(persons), 0) as persons from marts.funnel where stage_no = 1),

board as (
    select coalesce(sum(value), 0) as persons from marts.scoreboard where line in ('employees_received', 'border_received')
)

select 'states' as stage
from dossiers, states
where (dossiers.persons, dossiers.bonus, dossiers.payable, dossiers.paid, dossiers.entitled)
    is distinct from (states.persons, states.bonus, states.payable, states.paid, states.entitled)
union all
select 'funnel' from dossiers, received where dossiers.persons <> received.persons
union all
select 'scoreboard' from dossiers, board where dossiers.persons <> board.persons
