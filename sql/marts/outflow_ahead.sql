/*---
title: Uitbetalingen die nog komen
grain: one calendar year ahead of one reference year
key: [reference_year, paid_year]
per: all
view: true
law: Decreet 20 mei 2022, art. 8
publish: true
note: |
  What the open amounts of a reference year still lead to: payments by calendar year, and what lapses: what waits for
  an account, less what the forecast of registrations sees coming. With an account nothing lapses: what is neither
  expected nor lapses was not paid in the longest history either, and stands apart. Open, lapse and the rest are the
  same on every row of a reference year. Of the month under way only what is not paid yet is still expected. The next
  reference year, whose letters are still to go out, has nothing open: it is taken to be as large as the last.
columns:
  paid_year: {label: Kalenderjaar}
  is_due: {label: Brieven verstuurd}
  due_eur: {unit: EUR, label: Recht, meaning: of the last reference year where the letters are still to go out}
  open_eur: {unit: EUR, label: Open}
  expected_eur: {unit: EUR, label: Nog verwacht}
  low_eur: {unit: EUR, label: Minstens}
  high_eur: {unit: EUR, label: Hoogstens}
  lapse_eur: {unit: EUR, label: Vervalt naar raming}
  rest_eur: {unit: EUR, label: "Rekening gekend of verwacht, betaling niet geraamd"}
---*/
with

world as (select * from parameters.as_of),

months as (
    select
        outflow.reference_year,
        outflow.paid_month,
        outflow.is_due,
        outflow.cents,
        outflow.low_cents,
        outflow.high_cents,
        coalesce(cents(paid.paid_eur), 0) as paid_cents,
    from estimates.outflow_expected as outflow
    inner join world on outflow.expected_on = world.as_of_date
    left join marts.paid_monthly as paid
        on paid.scheme = 'jobbonus' and paid.reference_year = outflow.reference_year and paid.paid_month = outflow.paid_month
),

ahead as (
    select
        reference_year,
        year(paid_month)::integer as paid_year,
        is_due,
        sum(greatest(cents - paid_cents, 0))::bigint as cents,
        if(bool_or(low_cents is null), null, sum(greatest(low_cents - paid_cents, 0)))::bigint as low_cents,
        if(bool_or(high_cents is null), null, sum(greatest(high_cents - paid_cents, 0)))::bigint as high_cents,
    from months
    group by all
),

open as (
    select
        amounts.reference_year,
        cents(entitled_eur) as due_cents,
        cents(open_registered_eur) + cents(open_unregistered_eur) as open_cents,
        greatest(cents(open_unregistered_eur) - coalesce(cents(forecast.more_eur), 0), 0) as lapse_cents,
    from marts.open_amounts as amounts
    left join estimates.forecast as forecast on forecast.reference_year = amounts.reference_year and forecast.is_deadline
)

select
    ahead.reference_year,
    ahead.paid_year,
    ahead.is_due,
    eur(coalesce(open.due_cents, max_by(open.due_cents, ahead.reference_year) over ())) as due_eur,
    eur(open.open_cents) as open_eur,
    eur(ahead.cents) as expected_eur,
    eur(ahead.low_cents) as low_eur,
    eur(ahead.high_cents) as high_eur,
    eur(open.lapse_cents) as lapse_eur,
    eur(if(ahead.is_due, greatest(open.open_cents - open.lapse_cents - sum(ahead.cents) over (partition by ahead.reference_year), 0), null)::bigint) as rest_eur,
from ahead
left join open using (reference_year)
-- a year that brings nothing says nothing, but for the first: what lapses stands on it
qualify ahead.cents > 0 or ahead.paid_year = min(ahead.paid_year) over (partition by ahead.reference_year)
