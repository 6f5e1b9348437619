/*---
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
with

jumps as (
    select
        reference_year,
        wage_cents as last_cents,
        payable_cents as before_cents,
        lead(payable_cents) over (partition by reference_year order by wage_cents) as after_cents,
    from intermediate.wages_scheduled
    qualify payable_cents - after_cents > 100
),

people as (
    select reference_year, mean_wage_cents, is_entitled from intermediate.people_compacted
)

select
    jumps.reference_year,
    eur(last_cents) as jump_eur_per_month,
    eur(any_value(before_cents)) as before_eur,
    eur(any_value(after_cents)) as after_eur,
    eur(any_value(before_cents - after_cents)) as drop_eur,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 4999 and last_cents)::integer as below_50,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 9999 and last_cents)::integer as below_100,
    count(*) filter (is_entitled and mean_wage_cents between last_cents - 19999 and last_cents)::integer as below_200,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 5000)::integer as above_50,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 10000)::integer as above_100,
    count(*) filter (mean_wage_cents between last_cents + 1 and last_cents + 20000)::integer as above_200,
from jumps
left join people
    on people.reference_year = jumps.reference_year
    and people.mean_wage_cents between jumps.last_cents - 19999 and jumps.last_cents + 20000
group by jumps.reference_year, last_cents
