/*---
title: Waar het budgetjaar uitkomt
grain: one budget year of the jobbonus
key: [fiscal_year]
per: all
law: Vlaamse Codex Overheidsfinanciën
publish: true
note: |
  Where the year lands (R42): realised and still expected against both credits, the day the payment credit is reached,
  and what stays unused after the accrual. The day is that of the ledger's month, divided evenly over its days.
  A year takes back what the year before put on the account and puts its own on it at its end: the two belong together.
  Until the year's own is booked the forecast's proposal stands in for it, and until the other is taken back, it counts
  as if it were.
columns:
  fiscal_year: {label: Begrotingsjaar}
  vak_budget_eur: {unit: EUR, label: Vastleggingskrediet}
  vek_budget_eur: {unit: EUR, label: Vereffeningskrediet}
  vak_realised_eur: {unit: EUR, label: Vastgelegd}
  vek_realised_eur: {unit: EUR, label: Vereffend}
  landing_eur: {unit: EUR, label: Landing op 31 december}
  landing_low_eur: {unit: EUR, label: Minstens, meaning: null when the history is too short for a range}
  landing_high_eur: {unit: EUR, label: Hoogstens}
  accrual_eur: {unit: EUR, label: Geboekt op de overlopende rekening}
  accrual_ahead_eur: {unit: EUR, label: Nog te boeken op de overlopende rekening, meaning: zero once the year is over}
  unused_eur: {unit: EUR, label: Onderbenutting}
  vek_reached_on: {label: Krediet bereikt op}
  is_reach_expected: {label: Wordt verwacht}
  is_over: {label: Boven het krediet}
---*/
with

world as (select * from parameters.as_of),

booked as (
    select
        fiscal_year,
        sum(amount_cents) filter (appropriation = 'VAK' and kind = 'budget') as vak_budget_cents,
        sum(amount_cents) filter (appropriation = 'VEK' and kind = 'budget') as vek_budget_cents,
        -- net of what was put on the account the year before and taken off again
        coalesce(sum(amount_cents) filter (appropriation = 'VEK' and kind = 'accrual'), 0) as accrual_cents,
        count(*) filter (appropriation = 'VEK' and kind = 'accrual' and amount_cents > 0) > 0 as is_put_on,
        count(*) filter (appropriation = 'VEK' and kind = 'accrual' and amount_cents < 0) > 0 as is_taken_back,
    from staging.budget__credits
    cross join world
    where scheme = 'jobbonus' and booked_on <= world.as_of_date
    group by fiscal_year
),

ended as (
    select
        fiscal_year,
        max(cents(vak_sum_eur)) as vak_realised_cents,
        max(cents(vek_sum_eur)) as vek_realised_cents,
        max(cents(expected_sum_eur)) as expected_cents,
        max(cents(low_sum_eur)) as low_cents,
        max(cents(high_sum_eur)) as high_cents,
    from marts.budget_months
    group by fiscal_year
),

-- what the account will still move before the year ends
accruals_ahead as (
    select
        ended.fiscal_year,
        if(coalesce(is_put_on, false), 0, coalesce(cents(own.proposed_eur), 0))
            - if(coalesce(is_taken_back, false), 0, coalesce(cents(before.booked_eur), 0)) as accrual_ahead_cents,
    from ended
    cross join world
    left join booked using (fiscal_year)
    left join marts.accruals as own using (fiscal_year)
    left join marts.accruals as before on before.fiscal_year = ended.fiscal_year - 1
    where make_date(ended.fiscal_year, 12, 31) > world.as_of_date
),

path as (
    select fiscal_year, month_no, is_ahead, cents(coalesce(vek_eur, expected_eur)) as cents, cents(coalesce(vek_sum_eur, expected_sum_eur)) as sum_cents
    from marts.budget_months
),

reached as (
    select
        path.fiscal_year,
        min_by(make_date(path.fiscal_year, month_no, 1) + greatest(least(
            -- the part of the month until the credit is met
            ((vek_budget_cents - (sum_cents - cents)) * day(last_day(make_date(path.fiscal_year, month_no, 1)))) // greatest(cents, 1),
            day(last_day(make_date(path.fiscal_year, month_no, 1))) - 1), 0)::integer, month_no) as vek_reached_on,
        arg_min(is_ahead, month_no) as is_expected,
    from path
    inner join booked using (fiscal_year)
    where sum_cents >= vek_budget_cents and vek_budget_cents > 0
    group by path.fiscal_year
)

select
    ended.fiscal_year,
    eur(booked.vak_budget_cents::bigint) as vak_budget_eur,
    eur(booked.vek_budget_cents::bigint) as vek_budget_eur,
    eur(ended.vak_realised_cents) as vak_realised_eur,
    eur(ended.vek_realised_cents) as vek_realised_eur,
    eur(coalesce(ended.expected_cents, ended.vek_realised_cents)) as landing_eur,
    eur(if(ended.expected_cents is null, ended.vek_realised_cents, ended.low_cents)) as landing_low_eur,
    eur(if(ended.expected_cents is null, ended.vek_realised_cents, ended.high_cents)) as landing_high_eur,
    eur(coalesce(booked.accrual_cents, 0)::bigint) as accrual_eur,
    eur(coalesce(accrual_ahead_cents, 0)::bigint) as accrual_ahead_eur,
    eur((booked.vek_budget_cents - coalesce(ended.expected_cents, ended.vek_realised_cents) - coalesce(booked.accrual_cents, 0) - coalesce(accrual_ahead_cents, 0))::bigint) as unused_eur,
    reached.vek_reached_on,
    reached.is_expected as is_reach_expected,
    make_date(ended.fiscal_year, 12, 31) <= world.as_of_date as is_over,
from ended
cross join world
left join booked using (fiscal_year)
left join accruals_ahead using (fiscal_year)
left join reached using (fiscal_year)
