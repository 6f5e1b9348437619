/*---
grain: one way a wait ended in one week since time zero, for one stratum of the forecast and one age of the letter
key: [reference_year, by_return, by_channel, by_age, age_weeks, week_no, outcome]
sums: persons
note: |
  What the forecast learns from. With the age of the letter beside the week of the event, the state of any earlier
  day a whole number of weeks ago can be told from the same rows. Week null: entitled, no account, no letter yet.
columns:
  persons: {unit: persons, label: Personen}
---*/
select
    reference_year,
    by_return,
    by_channel,
    by_age,
    age_weeks,
    week_no,
    outcome,
    count(*)::integer as persons,
    sum(payable_cents)::bigint as payable_cents,
from intermediate.people_waited
where entry <> 'known_before' and state <> 'withdrawn'
group by all
