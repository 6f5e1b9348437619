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

reached as (
    select
        waited.reference_year,
        waited.outcome,
        coalesce(letters.first_ebox_on <= coalesce(waited.known_since_on, date 'infinity'), false) as has_ebox,
        coalesce(letters.first_paper_on <= coalesce(waited.known_since_on, date 'infinity'), false) as has_paper,
    from intermediate.people_waited as waited
    inner join intermediate.letters_known as letters
        on waited.reference_year = letters.reference_year and waited.person_key = letters.person_key
        and letters.scheme = 'jobbonus'
    where waited.week_no is not null
)

select
    reference_year,
    case when has_ebox and has_paper then 'both' when has_ebox then 'ebox' else 'paper' end as channels,
    count(*)::integer as persons,
    count(*) filter (outcome = 'registered')::integer as registered,
from reached
where has_ebox or has_paper
group by all
