/*---
title: Take-up per week
grain: one week of the campaign of one category of one dimension
key: [reference_year, dimension, category, week_no]
publish: true
course: {step: week_no, totals: [registered, paid], ends_on: week_ends_on, finer: takeup_daily}
note: |
  How far registration and payment had come at the end of each week since the first letter, as seen today. Week -1
  holds what was known before. A payment counts whole in the week of the person's first one.
columns:
  week_ends_on: {label: Einde van de week}   # of the week under way: the day the world is seen from
  entitled: {unit: persons, label: Rechthebbenden, cell: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, within: entitled, cell: "'parts'"}
  paid: {unit: persons, label: Uitbetaald, within: [entitled, of_registered], cell: "'parts'"}
  of_registered: {unit: persons, label: "Rekening gekend, in een groep", meaning: as in marts.profile, stays: true}
  entitled_eur: {unit: EUR, label: Recht in euro, of: entitled}
  registered_eur: {unit: EUR, label: Recht met gekende rekening, of: registered}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
---*/
with

counted as (select * from intermediate.takeup_counted),

campaigns as (
    select
        dated.reference_year,
        dated.started_on,
        world.as_of_date,
        -- the last week that has begun on the day the world is seen from, within two years
        least((world.as_of_date - dated.started_on) // 7, 104)::integer as last_week,
    from intermediate.campaigns_dated as dated
    cross join parameters.as_of as world
),

weeks as (
    select reference_year, started_on, as_of_date, unnest(generate_series(-1, last_week))::integer as week_no
    from campaigns
),

totals as (
    select
        reference_year, dimension, category,
        sum(persons)::integer as entitled, sum(payable_cents)::bigint as entitled_cents,
    from counted
    group by all
),

registered as (
    select
        reference_year, dimension, category, registered_week as week_no,
        sum(persons) as persons, sum(payable_cents) as cents,
    from counted
    where registered_week is not null
    group by all
),

paid as (
    select
        reference_year, dimension, category, paid_week as week_no,
        sum(persons) as persons, sum(paid_cents) as cents,
    from counted
    where paid_week is not null
    group by all
),

stepped as (
    select
        totals.*,
        weeks.week_no,
        least(weeks.started_on + 7 * weeks.week_no + 6, weeks.as_of_date) as week_ends_on,
        coalesce(registered.persons, 0) as registered_step,
        coalesce(registered.cents, 0) as registered_cents_step,
        coalesce(paid.persons, 0) as paid_step,
        coalesce(paid.cents, 0) as paid_cents_step,
    from totals
    inner join weeks using (reference_year)
    left join registered using (reference_year, dimension, category, week_no)
    left join paid using (reference_year, dimension, category, week_no)
)

select
    reference_year,
    dimension,
    category,
    week_no,
    week_ends_on,
    entitled,
    (sum(registered_step) over so_far)::integer as registered,
    (sum(paid_step) over so_far)::integer as paid,
    if(dimension = 'by_total', null, registered) as of_registered,
    eur(entitled_cents) as entitled_eur,
    eur((sum(registered_cents_step) over so_far)::bigint) as registered_eur,
    eur((sum(paid_cents_step) over so_far)::bigint) as paid_eur,
from stepped
window so_far as (partition by reference_year, dimension, category order by week_no)
