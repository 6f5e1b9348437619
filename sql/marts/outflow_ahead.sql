/*---
grain: one calendar year ahead of one reference year whose letters have gone out
key: [reference_year, paid_year]
per: all
view: true
law: Decreet 20 mei 2022, art. 8
publish: true
note: |
  What the open amounts of a reference year still lead to: payments by calendar year, and what lapses. Open less
  expected is the expected lapse; it is the same on every row of a reference year.
columns:
  paid_year: {label: Kalenderjaar}
  open_eur: {unit: EUR, label: Open}
  expected_eur: {unit: EUR, label: Nog verwacht}
  low_eur: {unit: EUR, label: Minstens}
  high_eur: {unit: EUR, label: Hoogstens}
  lapse_eur: {unit: EUR, label: Vervalt naar raming}
---*/
with

world as (select * from parameters.as_of),

ahead as (
    select
        outflow.reference_year,
        year(outflow.paid_month)::integer as paid_year,
        sum(outflow.cents)::bigint as cents,
        if(bool_or(outflow.low_cents is null), null, sum(outflow.low_cents))::bigint as low_cents,
        if(bool_or(outflow.high_cents is null), null, sum(outflow.high_cents))::bigint as high_cents,
    from estimates.outflow_expected as outflow
    inner join world on outflow.expected_on = world.as_of_date
    where outflow.is_due
    group by all
),

open as (
    select reference_year, cents(open_registered_eur) + cents(open_unregistered_eur) as open_cents
    from marts.open_amounts
)

select
    ahead.reference_year,
    ahead.paid_year,
    eur(open.open_cents) as open_eur,
    eur(ahead.cents) as expected_eur,
    eur(ahead.low_cents) as low_eur,
    eur(ahead.high_cents) as high_eur,
    eur(greatest(open.open_cents - sum(ahead.cents) over (partition by ahead.reference_year), 0)::bigint) as lapse_eur,
from ahead
left join open using (reference_year)
-- a year that brings nothing says nothing, but for the first: what lapses stands on it
qualify ahead.cents > 0 or ahead.paid_year = min(ahead.paid_year) over (partition by ahead.reference_year)
