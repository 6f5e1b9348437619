/*---
grain: one arm of one wave of reminders and one number of days until the account became known
key: [reference_year, wave, sent_on, arm, days_until_known]
note: |
  By intention to treat: everybody in the wave counts in the arm of the draw, whatever came of the letter. Days null:
  no account by the day the world is seen from; below zero: an account already on the day of sending.
columns:
  persons: {unit: persons, label: Personen}
---*/
with

letters as (
    select reference_year, person_key, wave, arm, sent_on
    from staging.notifications__notifications
    where scheme = 'jobbonus' and kind = 'reminder' and wave is not null
)

select
    letters.reference_year,
    letters.wave,
    letters.sent_on,
    coalesce(letters.arm, '') as arm,
    (accounts.known_since_on - letters.sent_on)::integer as days_until_known,
    count(*)::integer as persons,
from letters
cross join parameters.as_of as world
left join intermediate.accounts_traced as accounts using (person_key)
where letters.sent_on <= world.as_of_date
group by all
