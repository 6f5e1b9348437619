/*---
title: De toestanden tellen op tot wat ontvangen is, in personen en in centen
severity: error
owner: datateam
why: received = sum of all states, at every stage (R03)
---*/
with

dossiers as (
    select
        count(*) as persons, sum(bonus_cents) as bonus, sum(payable_cents) as payable, sum(paid_cents) as paid,
        count(*) filter (status = 'entitled') as entitled,
    from intermediate.people_assessed
),

states as (
    select
        sum(persons) as persons, sum(cents(bonus_eur)) as bonus, sum(cents(payable_eur)) as payable,
        sum(cents(paid_eur)) as paid, coalesce(sum(persons) filter (status = 'entitled'), 0) as entitled,
    from marts.states
),

received as (select coalesce(sum(persons), 0) as persons from marts.funnel where stage_no = 1),

board as (
    select sum(value) as persons from marts.scoreboard where line in ('employees_received', 'border_received')
)

select 'states' as stage
from dossiers, states
where (dossiers.persons, dossiers.bonus, dossiers.payable, dossiers.paid, dossiers.entitled)
    is distinct from (states.persons, states.bonus, states.payable, states.paid, states.entitled)
union all
select 'funnel' from dossiers, received where dossiers.persons <> received.persons
union all
select 'scoreboard' from dossiers, board where dossiers.persons <> board.persons
