/*---
grain: one entitled person to whom a planned wave of reminders with a drawn group wrote
key: [reference_year, wave, person_key]
pagesOnly: true
note: |
  Whoever had an account on the day of sending was not asked anything. The window is that of the plan; a wave without
  a plan tells nothing.
columns:
  window_days: {unit: day, label: Venster in dagen}
  has_answered: {label: Registreerde binnen het venster}
---*/
with

letters as (
    select letters.reference_year, letters.person_key, letters.wave, letters.sent_on
    from staging.notifications__notifications as letters
    cross join parameters.as_of as world
    where letters.scheme = 'jobbonus'
        and letters.kind = 'reminder'
        and letters.arm = 'treated'
        and letters.sent_on <= world.as_of_date
)

select
    people.reference_year,
    people.person_key,
    columns('^by_'),
    letters.wave,
    letters.sent_on,
    plans.window_days,
    coalesce(accounts.known_since_on - letters.sent_on <= plans.window_days, false) as has_answered,
from letters
inner join parameters.plans as plans on letters.reference_year = plans.reference_year and letters.wave = plans.wave
inner join intermediate.people_profiled as people
    on letters.reference_year = people.reference_year and letters.person_key = people.person_key
left join intermediate.accounts_traced as accounts on letters.person_key = accounts.person_key
where accounts.known_since_on is null or accounts.known_since_on >= letters.sent_on
