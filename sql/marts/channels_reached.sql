/*---
title: Kanalen van de brieven
grain: one set of channels by which people who had to act were written to
key: [reference_year, channels]
sums: persons
publish: true
note: |
  Of who waited since the own letter: every letter and reminder that went out until the account became known or, without
  one, until today. Who was reached both ways stands apart, so that the channels can be told from each other and are
  never added up. What happened is when they registered, not because of which channel.
columns:
  channels: {label: Bereikt via}
  persons: {unit: persons, label: Personen, adds: true}
  registered: {unit: persons, label: Geregistreerd, within: persons, adds: true}
---*/
with

waited as (
    select reference_year, person_key, known_since_on, outcome
    from intermediate.people_waited
    where week_no is not null
),

letters as (
    select letters.*
    from staging.notifications__notifications as letters
    cross join parameters.as_of as world
    where letters.scheme = 'jobbonus'
        and letters.kind in ('decision', 'refusal', 'reminder')
        -- a hold-out person has a row without a channel; that letter did not go out
        and letters.channel is not null
        and letters.sent_on <= world.as_of_date
),

reached as (
    select
        waited.reference_year,
        waited.person_key,
        any_value(waited.outcome) as outcome,
        bool_or(letters.channel = 'ebox') as has_ebox,
        bool_or(letters.channel = 'paper') as has_paper,
    from waited
    inner join letters
        on waited.reference_year = letters.reference_year and waited.person_key = letters.person_key
        and (waited.known_since_on is null or letters.sent_on <= waited.known_since_on)
    group by waited.reference_year, waited.person_key
)

select
    reference_year,
    case when has_ebox and has_paper then 'both' when has_ebox then 'ebox' else 'paper' end as channels,
    count(*)::integer as persons,
    count(*) filter (outcome = 'registered')::integer as registered,
from reached
group by all
