/*---
title: Sprongen in de bonus
grain: one wage at which a full-timer loses more than a euro by earning one cent more a month
key: [reference_year, jump_eur_per_month]
publish: true
law: Decreet 20 mei 2022, art. 5
note: |
  Every jump of the year's amount (R50), found cent by cent and never smoothed, with the people near it: how many have
  a mean reference wage within 50, 100 or 200 euro a month of it. Just below: entitled, and would lose the jump by a
  raise. Just above: what is left. Part-timers stand at their wage converted to full time.
columns:
  jump_eur_per_month: {unit: EUR/month, label: Laatste loon ervoor}
  before_eur: {unit: EUR/year, label: Te betalen net ervoor}
  after_eur: {unit: EUR/year, label: Te betalen net erna}
  drop_eur: {unit: EUR/year, label: Sprong}
  below_50: {unit: persons, label: Tot 50 euro eronder, within: below_100}
  below_100: {unit: persons, label: Tot 100 euro eronder, within: below_200}
  below_200: {unit: persons, label: Tot 200 euro eronder}
  above_50: {unit: persons, label: Tot 50 euro erboven, within: above_100}
  above_100: {unit: persons, label: Tot 100 euro erboven, within: above_200}
  above_200: {unit: persons, label: Tot 200 euro erboven}
---*/
select
    jumps.reference_year,
    eur(jumps.last_cents) as jump_eur_per_month,
    eur(jumps.before_cents) as before_eur,
    eur(jumps.after_cents) as after_eur,
    eur(jumps.before_cents - jumps.after_cents) as drop_eur,
    coalesce(below_50, 0) as below_50,
    coalesce(below_100, 0) as below_100,
    coalesce(below_200, 0) as below_200,
    coalesce(above_50, 0) as above_50,
    coalesce(above_100, 0) as above_100,
    coalesce(above_200, 0) as above_200,
from intermediate.jumps_found as jumps
left join intermediate.jumps_counted as people using (reference_year, last_cents)
