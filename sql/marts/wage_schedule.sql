/*---
title: Bonus per referteloon
grain: one full-time reference wage, in steps of 10 euro
key: [reference_year, wage_eur]
publish: true
note: |
  The amount of a full-timer at that wage, and how many people have a mean reference wage in the ten euro from there.
  The marginal rate is what is lost of ten euro more a month, over the year, jumps left out: those stand in wage_jumps.
columns:
  wage_eur: {unit: EUR/month, label: Referteloon}
  payable_eur: {unit: EUR/year, label: Te betalen}
  marginal_rate_e6: {unit: one in a million, label: Marginale druk}
  persons: {unit: persons, label: Personen}
  entitled: {unit: persons, label: Rechthebbenden, within: persons}
---*/
select
    steps.reference_year,
    steps.wage_eur,
    eur(steps.payable_cents) as payable_eur,
    -- of 10 euro more in each of twelve months
    half_up(steps.lost_cents * 1000000, 12000)::integer as marginal_rate_e6,
    coalesce(people.persons, 0)::integer as persons,
    coalesce(people.entitled, 0)::integer as entitled,
from intermediate.wages_stepped as steps
left join intermediate.wages_counted as people using (reference_year, wage_eur)
