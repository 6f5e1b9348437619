/*---
title: Bezwaren per maand
grain: one month of the objections about one reference year
key: [reference_year, month]
publish: true
columns:
  received: {unit: persons, label: Ontvangen, adds: true}
  decided: {unit: persons, label: Beslist, adds: true}
  granted: {unit: persons, label: "Geheel of deels ingewilligd", within: decided}
---*/
with

events as (
    select reference_year, date_trunc('month', filed_on)::date as month, 1 as received, 0 as decided, 0 as granted
    from intermediate.objections_followed
    union all
    select
        reference_year, date_trunc('month', decided_on)::date, 0, 1,
        if(outcome in ('granted', 'partly_granted'), 1, 0),
    from intermediate.objections_followed
    where decided_on is not null
)

select
    reference_year,
    month,
    sum(received)::integer as received,
    sum(decided)::integer as decided,
    sum(granted)::integer as granted,
from events
group by all
