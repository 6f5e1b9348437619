/*---
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

people as (
    select * from intermediate.people_waited where state <> 'withdrawn'
),

campaigns as (
    select reference_year, min(notified_on) - 28 as from_day from people group by reference_year
),

events as (
    select reference_year, known_since_on as day, if(entry = 'known_before', 'known_before', 'registered') as event from people
    union all
    select reference_year, first_paid_on, 'paid' from people
    union all
    select reference_year, notified_on, 'letters' from people
    union all
    select letters.reference_year, letters.sent_on, 'reminders'
    from staging.notifications__notifications as letters
    cross join parameters.as_of as world
    where letters.scheme = 'jobbonus' and letters.kind = 'reminder'
        -- a hold-out person has a row without a channel; that letter did not go out
        and letters.channel is not null
        and letters.sent_on <= world.as_of_date
)

select
    events.reference_year,
    events.day,
    count(*) filter (event = 'known_before')::integer as known_before,
    count(*) filter (event = 'registered')::integer as registered,
    count(*) filter (event = 'paid')::integer as paid,
    count(*) filter (event = 'letters')::integer as letters,
    count(*) filter (event = 'reminders')::integer as reminders,
from events
inner join campaigns on events.reference_year = campaigns.reference_year and events.day >= campaigns.from_day
group by all
