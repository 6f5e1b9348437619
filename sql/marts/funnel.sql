/*---
title: Trechter van ontvangen tot betaald
grain: one stage between received and paid, for one category of one dimension
key: [reference_year, dimension, category, stage_no]
publish: true
note: |
  Groups are known from entitlement on; the stages before it exist for everybody together only. Who had no letter, no
  payment, or an account and no payment yet, are told by two stages: of_entitled and of_registered hold them apart.
columns:
  stage: {label: Stap}
  persons: {unit: persons, label: Personen, within: [of_entitled, of_registered], cell: "case stage_no when 3 then 'entitled' when 5 then 'parts' when 6 then 'parts' end", nests: "case stage_no when 1 then 'received' when 2 then 'to calculate' when 3 then 'entitled' when 4 then 'entitled' when 5 then 'registered' when 6 then 'paid' end"}
  amount_eur: {unit: EUR, label: Euro, of: persons}
  of_entitled: {unit: persons, label: "Rechthebbend, van wie aangeschreven of uitbetaald is", stays: true}
  of_registered: {unit: persons, label: "Rekening gekend, van wie uitbetaald is, in een groep", meaning: as in marts.profile, stays: true}
---*/
with

received as (
    select
        reference_year,
        sum(persons)::integer as received,
        coalesce(sum(persons) filter (status not in ('out_of_scope', 'incomplete', 'pending', 'inadmissible')), 0)::integer as to_calculate,
    from intermediate.dossiers_counted
    group by reference_year
),

entitled as (
    select
        reference_year,
        dimension,
        category,
        sum(persons) as entitled,
        sum(persons) filter (is_notified) as notified,
        sum(persons) filter (registered_week is not null) as registered,
        sum(persons) filter (paid_week is not null) as paid,
        sum(payable_cents) as entitled_cents,
        sum(payable_cents) filter (is_notified) as notified_cents,
        sum(payable_cents) filter (registered_week is not null) as registered_cents,
        sum(paid_cents) as paid_cents,
    from intermediate.takeup_counted
    group by all
),

stages as (
    select reference_year, 'by_total' as dimension, 'Iedereen' as category, unnest([
        {stage_no: 1, stage: 'Ontvangen dossiers', persons: received, cents: null::bigint},
        {stage_no: 2, stage: 'Te berekenen', persons: to_calculate, cents: null}
    ]) as stage
    from received
    union all
    select reference_year, dimension, category, unnest([
        {stage_no: 3, stage: 'Rechthebbend', persons: entitled::integer, cents: entitled_cents::bigint},
        {stage_no: 4, stage: 'Aangeschreven', persons: coalesce(notified, 0)::integer, cents: coalesce(notified_cents, 0)::bigint},
        {stage_no: 5, stage: 'Rekening gekend', persons: coalesce(registered, 0)::integer, cents: coalesce(registered_cents, 0)::bigint},
        {stage_no: 6, stage: 'Uitbetaald', persons: coalesce(paid, 0)::integer, cents: coalesce(paid_cents, 0)::bigint}
    ]) as stage
    from entitled
)

select
    reference_year,
    dimension,
    category,
    stage.stage_no as stage_no,
    stage.stage as stage,
    stage.persons as persons,
    eur(stage.cents) as amount_eur,
    if(stage_no in (4, 6), max(stage.persons) filter (stage.stage_no = 3) over alike, null) as of_entitled,
    if(stage_no = 6 and dimension <> 'by_total', max(stage.persons) filter (stage.stage_no = 5) over alike, null) as of_registered,
from stages
window alike as (partition by reference_year, dimension, category)
