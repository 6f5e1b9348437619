/*---
title: Toerekening per jaareinde
grain: one budget year end of the jobbonus
key: [fiscal_year]
per: all
law: Vlaamse Codex Overheidsfinanciën
publish: true
note: |
  The carry-over account (overlopende rekening): what was booked at the end of the year for claims already due, what
  the forecast proposed with the knowledge of that day, and what the next year really paid on those claims. A positive
  error burdens the next year's budget. Until that year is over the actual amount is what it paid so far.
columns:
  fiscal_year: {label: Einde van begrotingsjaar}
  booked_eur: {unit: EUR, label: Geboekt}
  proposed_eur: {unit: EUR, label: Voorstel uit de raming}
  actual_eur: {unit: EUR, label: Werkelijk betaald}
  booked_error_eur: {unit: EUR, label: Fout van de boeking}
  proposed_error_eur: {unit: EUR, label: Fout van het voorstel}
  proposed_low_eur: {unit: EUR, label: "Voorstel, ondergrens"}
  proposed_high_eur: {unit: EUR, label: "Voorstel, bovengrens"}
  is_complete: {label: Volledig}
  booked_error_share: {unit: share, label: Fout van de boeking}
  proposed_error_share: {unit: share, label: Fout van het voorstel}
---*/
with

world as (select * from parameters.as_of),

year_ends as (
    select distinct year(expected_on)::integer as fiscal_year
    from estimates.outflow_expected
    union
    select fiscal_year from staging.budget__credits where scheme = 'jobbonus' and kind = 'accrual' and amount_cents > 0
),

booked as (
    select fiscal_year, sum(amount_cents) as booked_cents
    from staging.budget__credits
    cross join world
    where scheme = 'jobbonus' and kind = 'accrual' and appropriation = 'VEK' and amount_cents > 0 and booked_on <= world.as_of_date
    group by fiscal_year
),

-- at the end of a year that is over, else with what is known today
proposed as (
    select
        year_ends.fiscal_year,
        sum(outflow.cents) as proposed_cents,
        if(bool_or(outflow.low_cents is null), null, sum(outflow.low_cents)) as low_cents,
        if(bool_or(outflow.high_cents is null), null, sum(outflow.high_cents)) as high_cents,
    from year_ends
    cross join world
    inner join estimates.outflow_expected as outflow
        on outflow.expected_on = least(make_date(year_ends.fiscal_year, 12, 31), world.as_of_date)
        and year(outflow.paid_month) = year_ends.fiscal_year + 1
        and outflow.reference_year < year_ends.fiscal_year
    group by year_ends.fiscal_year
),

actual as (
    select year_ends.fiscal_year, sum(cents(paid.paid_eur)) as actual_cents
    from year_ends
    inner join marts.paid_monthly as paid
        on paid.scheme = 'jobbonus' and year(paid.paid_month) = year_ends.fiscal_year + 1
        and paid.reference_year < year_ends.fiscal_year
    group by year_ends.fiscal_year
)

select
    year_ends.fiscal_year,
    eur(booked_cents::bigint) as booked_eur,
    eur(proposed_cents::bigint) as proposed_eur,
    eur(low_cents::bigint) as proposed_low_eur,
    eur(high_cents::bigint) as proposed_high_eur,
    eur(actual_cents::bigint) as actual_eur,
    make_date(year_ends.fiscal_year + 1, 12, 31) <= world.as_of_date as is_complete,
    eur(if(is_complete, actual_cents - booked_cents, null)::bigint) as booked_error_eur,
    eur(if(is_complete, actual_cents - proposed_cents, null)::bigint) as proposed_error_eur,
    -- statistics, not money
    if(is_complete, (actual_cents - booked_cents) / nullif(booked_cents, 0), null)::double as booked_error_share,
    if(is_complete, (actual_cents - proposed_cents) / nullif(proposed_cents, 0), null)::double as proposed_error_share,
from year_ends
cross join world
left join booked using (fiscal_year)
left join proposed using (fiscal_year)
left join actual using (fiscal_year)
