/*---
title: Tijd tot registratie
grain: one step of the time to registration of one category of one dimension
key: [reference_year, dimension, category, week_no]
publish: true
note: |
  Cumulative incidence with competing exits (Aalen and Johansen): death and withdrawal end the chance to register,
  they do not leave it open. Limits at 95 % on the log(-log) scale of the share that has not registered, with the
  variance of Aalen; without exits this is the Kaplan-Meier curve with Greenwood's limits. Events come before
  observations that end in the same week.
columns:
  week_no: {unit: week, label: Week}
  at_risk: {unit: persons, label: Wachtend bij het begin}
  registered: {unit: persons, label: Geregistreerd}
  exited: {unit: persons, label: Overleden of ingetrokken}
  censored: {unit: persons, label: Nog wachtend bij het einde van de waarneming}
  registered_share: {unit: share, label: Geregistreerd, of: at_risk}
  low: {unit: share, label: Ondergrens, of: at_risk}
  high: {unit: share, label: Bovengrens, of: at_risk}
  exited_share: {unit: share, label: Overleden of ingetrokken, of: at_risk}
  waiting_share: {unit: share, label: Wacht nog, of: at_risk}
---*/
with

steps as (
    select
        *,
        sum(registered + exited + censored) over (
            partition by reference_year, dimension, category order by week_no
            rows between current row and unbounded following
        )::integer as at_risk,
    from intermediate.waits_merged
),

survived as (
    select
        *,
        product(1 - (registered + exited) / at_risk) over so_far as waiting_share,
        -- Greenwood's term; without anybody left there is none
        coalesce((registered + exited) / nullif(at_risk * (at_risk - registered - exited)::double, 0), 0) as term,
    from steps
    window so_far as (partition by reference_year, dimension, category order by week_no)
),

before as (
    select
        *,
        lag(waiting_share, 1, 1) over so_far as waiting_before,
    from survived
    window so_far as (partition by reference_year, dimension, category order by week_no)
),

summed as (
    select
        *,
        sum(waiting_before * registered / at_risk) over so_far as registered_share,
        sum(waiting_before * exited / at_risk) over so_far as exited_share,
    from before
    window so_far as (partition by reference_year, dimension, category order by week_no)
),

-- Aalen's variance, with its squares written out so that running sums do
varied as (
    select
        *,
        registered_share * registered_share * sum(term) over so_far
            - 2 * registered_share * sum(term * registered_share) over so_far
            + sum(term * registered_share * registered_share) over so_far
            + sum(waiting_before * waiting_before * registered * (at_risk - registered) / (at_risk::double ** 3)) over so_far
            - 2 * (registered_share * sum(waiting_before * registered / (at_risk::double ** 2)) over so_far
                - sum(registered_share * waiting_before * registered / (at_risk::double ** 2)) over so_far) as variance,
    from summed
    window so_far as (partition by reference_year, dimension, category order by week_no)
),

scaled as (
    select
        *,
        1 - registered_share as without,
        if(registered_share between 1e-12 and 1 - 1e-12,
            1.959963984540054 * sqrt(greatest(variance, 0)) / ((1 - registered_share) * abs(ln(1 - registered_share))),
            null) as reach,
    from varied
)

select
    reference_year,
    dimension,
    category,
    week_no,
    at_risk,
    registered,
    exited,
    censored,
    registered_share,
    1 - without ** exp(-reach) as low,
    1 - without ** exp(reach) as high,
    exited_share,
    waiting_share,
from scaled
