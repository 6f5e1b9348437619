/*---
title: Budget per maand
grain: one month of one budget year of the jobbonus
key: [fiscal_year, month_no]
per: all
law: Vlaamse Codex Overheidsfinanciën
publish: true
note: |
  The burn-up: what the ledger realised on the commitment and the payment credit, what the payment files paid, and
  what the rest of the year is expected to bring. The ledger is reconciled with the payments month by month; a
  difference is shown, never taken off. Expected months hold no realised amount.
columns:
  fiscal_year: {label: Begrotingsjaar}
  month_no: {label: Maand}
  vak_eur: {unit: EUR, label: Vastgelegd}
  vek_eur: {unit: EUR, label: Vereffend}
  paid_eur: {unit: EUR, label: Uitbetaald volgens de betaalbestanden}
  difference_eur: {unit: EUR, label: Verschil, meaning: "null for the month under way, which is booked when it is over"}
  vak_sum_eur: {unit: EUR, label: Vastgelegd tot nu toe}
  vek_sum_eur: {unit: EUR, label: Vereffend tot nu toe}
  is_ahead: {label: Nog te komen}
  expected_eur: {unit: EUR, label: Verwacht}
  expected_sum_eur: {unit: EUR, label: Verwacht tot dan}
  low_sum_eur: {unit: EUR, label: Ondergrens tot dan}
  high_sum_eur: {unit: EUR, label: Bovengrens tot dan}
---*/
with

world as (select * from parameters.as_of),

ledger as (
    select
        fiscal_year,
        month(booked_on)::integer as month_no,
        coalesce(sum(amount_cents) filter (appropriation = 'VAK'), 0) as vak_cents,
        coalesce(sum(amount_cents) filter (appropriation = 'VEK'), 0) as vek_cents,
    from staging.budget__credits
    cross join world
    where scheme = 'jobbonus' and kind = 'realised' and booked_on <= world.as_of_date
    group by all
),

paid as (
    select year(paid_month)::integer as fiscal_year, month(paid_month)::integer as month_no, sum(cents(paid_eur)) as paid_cents
    from marts.paid_monthly
    where scheme = 'jobbonus'
    group by all
),

expected as (
    select
        year(paid_month)::integer as fiscal_year,
        month(paid_month)::integer as month_no,
        sum(cents) as expected_cents,
        -- one part without a range leaves the whole without one
        if(bool_or(low_cents is null), null, sum(low_cents)) as low_cents,
        if(bool_or(high_cents is null), null, sum(high_cents)) as high_cents,
    from estimates.outflow_expected
    inner join world on expected_on = as_of_date
    group by all
),

years as (
    select distinct fiscal_year from ledger
    union
    select distinct fiscal_year from paid
    union
    select year(as_of_date)::integer from world
),

months as (
    select years.fiscal_year, m.month_no::integer as month_no, make_date(years.fiscal_year, m.month_no::integer, 1) > world.as_of_date as is_ahead,
        -- of the month under way the rest is still expected
        not is_ahead and last_day(make_date(years.fiscal_year, m.month_no::integer, 1)) > world.as_of_date as is_running,
    from years
    cross join world
    cross join unnest(range(1, 13)) as m(month_no)
)

select
    fiscal_year,
    month_no,
    is_ahead,
    eur(if(is_ahead, null, coalesce(vak_cents, 0))::bigint) as vak_eur,
    eur(if(is_ahead, null, coalesce(vek_cents, 0))::bigint) as vek_eur,
    eur(if(is_ahead, null, coalesce(paid_cents, 0))::bigint) as paid_eur,
    eur(if(is_ahead or is_running, null, coalesce(vek_cents, 0) - coalesce(paid_cents, 0))::bigint) as difference_eur,
    eur(if(is_ahead, null, sum(coalesce(vak_cents, 0)) over so_far)::bigint) as vak_sum_eur,
    eur(if(is_ahead, null, sum(coalesce(vek_cents, 0)) over so_far)::bigint) as vek_sum_eur,
    eur(if(is_ahead, coalesce(expected_cents, 0), null)::bigint) as expected_eur,
    eur(if(is_ahead, sum(middle_cents) over so_far, null)::bigint) as expected_sum_eur,
    eur(if(is_ahead and not bool_or(lacks_range) over so_far, sum(least_cents) over so_far, null)::bigint) as low_sum_eur,
    eur(if(is_ahead and not bool_or(lacks_range) over so_far, sum(most_cents) over so_far, null)::bigint) as high_sum_eur,
from (
    select
        months.*,
        vak_cents, vek_cents, paid_cents, expected_cents,
        (is_ahead or is_running) and expected_cents is not null and low_cents is null as lacks_range,
        if(is_ahead, coalesce(expected_cents, 0), coalesce(vek_cents, 0) + if(is_running, greatest(coalesce(expected_cents, 0) - coalesce(vek_cents, 0), 0), 0)) as middle_cents,
        if(is_ahead, coalesce(low_cents, 0), coalesce(vek_cents, 0) + if(is_running, greatest(coalesce(low_cents, 0) - coalesce(vek_cents, 0), 0), 0)) as least_cents,
        if(is_ahead, coalesce(high_cents, 0), coalesce(vek_cents, 0) + if(is_running, greatest(coalesce(high_cents, 0) - coalesce(vek_cents, 0), 0), 0)) as most_cents,
    from months
    left join ledger using (fiscal_year, month_no)
    left join paid using (fiscal_year, month_no)
    left join expected using (fiscal_year, month_no)
)
window so_far as (partition by fiscal_year order by month_no)
