/*---
grain: one entitled person to whom the last drawn wave of reminders wrote
key: [reference_year, person_key]
pagesOnly: true
note: |
  Of the waves of a year only the last whose draw speaks: planned before, with a group that had to wait, and its window
  over (estimates.outreach). Whoever had an account on the day of sending was not asked anything.
columns:
  window_days: {unit: day, label: Venster in dagen}
  has_answered: {label: Registreerde binnen het venster}
---*/
with

waves as (
    select reference_year, action as wave, sent_on, window_days
    from estimates.outreach
    where design = 'randomised' and verdict = 'estimated'
    qualify row_number() over (partition by reference_year order by sent_on desc, action) = 1
),

letters as (
    select reference_year, person_key, wave
    from staging.notifications__notifications
    where scheme = 'jobbonus' and kind = 'reminder' and arm = 'treated'
)

select
    people.reference_year,
    people.person_key,
    columns('^by_'),
    waves.wave,
    waves.sent_on,
    waves.window_days,
    coalesce(accounts.known_since_on - waves.sent_on <= waves.window_days, false) as has_answered,
from letters
inner join waves using (reference_year, wave)
inner join intermediate.people_profiled as people using (reference_year, person_key)
left join intermediate.accounts_traced as accounts using (person_key)
where accounts.known_since_on is null or accounts.known_since_on >= waves.sent_on
