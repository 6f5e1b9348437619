/*---
title: Voorzieningen
grain: one kind of provision of a reference year
key: [reference_year, provision]
per: all
publish: true
law: Decreet 20 mei 2022, art. 11, 12 en 14
note: |
  What may still come or go (R46), each with the number of cases behind its rate: open objections times the share
  granted so far times the mean supplement paid, and what was paid beyond the right times the share recovered so far.
  So far is over the year and all before it, because a young year has decided little itself; a year with fewer than five
  cases adds none of them, or they would be the difference between two years.
  Fewer than five cases behind a rate or a mean are too little history: there is none then, and no amount where a case
  is open. A few cases on one side of a rate stand with the other side, or are too little history among less than a
  hundred: a rate tells how many it is of. Where none is open the amount is zero.
columns:
  open_cases: {unit: persons, label: Open gevallen}
  decided_cases: {unit: persons, label: Gevallen achter het percentage}
  success_share: {label: Kans, of: decided_cases}
  mean_eur: {unit: EUR, label: Gemiddeld bedrag, of: decided_cases}
  provision_eur: {unit: EUR, label: Provisie, of: open_cases}
---*/
with

world as (select * from parameters.as_of),
years as (select distinct reference_year from intermediate.dossiers_counted),

objections as (
    select
        objections.reference_year,
        count(*) filter (decided_on is null or decided_on > world.as_of_date) as open_cases,
        count(*) filter (decided_on <= world.as_of_date) as decided_cases,
        count(*) filter (decided_on <= world.as_of_date and outcome in ('granted', 'partly_granted')) as successes,
    from staging.objections__objections as objections
    cross join world
    where objections.filed_on <= world.as_of_date
    group by objections.reference_year
),

payments as (
    select
        payments.reference_year,
        count(*) filter (kind = 'supplement' and is_executed) as supplements,
        coalesce(sum(amount_cents) filter (kind = 'supplement' and is_executed), 0)::bigint as supplement_cents,
        count(*) filter (kind = 'recovery') as recoveries,
        count(*) filter (kind = 'recovery' and is_executed) as collected,
    from intermediate.payments_ordered as payments
    where payments.scheme = 'jobbonus'
    group by payments.reference_year
),

overpaid as (
    select reference_year, sum(overpaid)::bigint as persons, sum(overpaid_cents)::bigint as cents
    from intermediate.dossiers_counted
    group by reference_year
),

cases as (
    select
        years.reference_year, 'objections' as provision,
        coalesce(open_cases, 0) as open_cases, coalesce(decided_cases, 0) as decided_cases, coalesce(successes, 0) as successes,
        coalesce(supplements, 0) as supplements, coalesce(supplement_cents, 0) as supplement_cents,
        0 as overpaid, 0 as overpaid_cents,
    from years
    left join objections using (reference_year)
    left join payments using (reference_year)
    union all
    select
        years.reference_year, 'recoveries',
        coalesce(overpaid.persons, 0), coalesce(recoveries, 0), coalesce(collected, 0),
        0, 0, coalesce(overpaid.persons, 0), coalesce(overpaid.cents, 0),
    from years
    left join overpaid using (reference_year)
    left join payments using (reference_year)
),

so_far as (
    select
        reference_year,
        provision,
        open_cases,
        sum(if(is_too_few(decided_cases), 0, decided_cases)) over earlier as decided_cases,
        sum(if(is_too_few(decided_cases), 0, successes)) over earlier as successes,
        if(provision = 'objections', sum(if(is_too_few(supplements), 0, supplements)) over earlier, overpaid) as mean_of,
        if(provision = 'objections', sum(if(is_too_few(supplements), 0, supplement_cents)) over earlier, overpaid_cents) as cents,
    from cases
    window earlier as (partition by provision order by reference_year)
),

rated as (
    select
        *,
        -- a share tells how many it is of: a handful on one side of it stand with the other, and among less than a
        -- hundred are too little history
        case
            when is_too_few(successes) then 0
            when is_too_few(decided_cases - successes) then decided_cases
            else successes
        end as told_successes,
        if(is_too_few(decided_cases) or (told_successes <> successes and decided_cases < 100), null, decided_cases) as rate_of,
        if(is_too_few(mean_of), null, half_up(cents::bigint, nullif(mean_of, 0)::bigint)) as mean_cents,
    from so_far
)

select
    reference_year,
    provision,
    open_cases::integer as open_cases,
    decided_cases::integer as decided_cases,
    share_of(told_successes::bigint, rate_of::bigint) as success_share,
    eur(mean_cents::bigint) as mean_eur,
    eur(if(open_cases = 0, 0, half_up((open_cases * told_successes * mean_cents)::bigint, nullif(rate_of, 0)::bigint))::bigint) as provision_eur,
from rated
