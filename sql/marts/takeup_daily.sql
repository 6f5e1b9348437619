/*---
title: Take-up per dag
grain: one day on which accounts of entitled people became known, letters went out or first payments were made
key: [reference_year, day]
publish: true
course: {step: day, events: [known_before, registered, paid, letters], coarser: takeup_weekly}
note: |
  From four weeks before the first letter of the year on. An account that was known before the person's own letter
  is carried over from earlier or came by word of mouth; it stands apart from the accounts that answered a letter.
columns:
  day: {label: Dag}
  known_before: {unit: persons, label: Nog voor de eigen brief}
  registered: {unit: persons, label: Na de eigen brief}
  paid: {unit: persons, label: Eerste betaling}
  letters: {unit: persons, label: Eerste brieven}
  reminders: {unit: persons, label: Herinneringen}
---*/
with

campaigns as (
    select reference_year, started_on - 28 as from_day from intermediate.campaigns_dated
),

events as (
    select reference_year, day, event, persons from intermediate.days_counted
    union all
    select reference_year, sent_on, 'reminders', letters from intermediate.reminders_dated
)

select
    events.reference_year,
    events.day,
    coalesce(sum(persons) filter (event = 'known_before'), 0)::integer as known_before,
    coalesce(sum(persons) filter (event = 'registered'), 0)::integer as registered,
    coalesce(sum(persons) filter (event = 'paid'), 0)::integer as paid,
    coalesce(sum(persons) filter (event = 'letters'), 0)::integer as letters,
    coalesce(sum(persons) filter (event = 'reminders'), 0)::integer as reminders,
from events
inner join campaigns on events.reference_year = campaigns.reference_year and events.day >= campaigns.from_day
group by all
