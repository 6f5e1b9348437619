/*---
title: Stappen van de jobbonus plus
grain: one stage between start and second instalment of jobbonus plus
key: [reference_year, stage_no]
publish: true
law: Decreet 15 juli 2022; BVR 10 november 2022
note: |
  The declaration of de minimis aid is a stage of its own: without it nothing can be decided. Every stage counts people
  who also passed the ones before it, but an account may come before or after the declaration.
columns:
  stage: {label: Stap}
  persons: {unit: persons, label: Personen, within: persons_before, nests: "'plus'"}
  persons_before: {unit: persons, label: Personen in de stap ervoor, stays: true}
  amount_eur: {unit: EUR, label: Euro, of: persons}
---*/
with

starters as (
    select
        starters.*,
        cents(law.plus_instalment_eur) as plus_instalment_cents,
        starters.has_jobbonus_year_before and starters.is_recently_employed as meets_conditions,
    from intermediate.starters_assessed as starters
    inner join parameters.years as law using (reference_year)
),

counted as (
    select
        reference_year,
        any_value(plus_instalment_cents) as instalment_cents,
        count(*) as started,
        count(*) filter (meets_conditions) as dossiers,
        count(*) filter (meets_conditions and not has_refused) as willing,
        count(*) filter (meets_conditions and not has_refused and has_declared) as declared,
        count(*) filter (status = 'entitled') as entitled,
        count(*) filter (status = 'entitled' and registered_on is not null) as registered,
        count(*) filter (status = 'entitled' and paid_cents > 0) as paid,
        sum(paid_cents) filter (status = 'entitled' and paid_cents > 0) as paid_cents,
        count(*) filter (instalment_count = 2) as second_due,
    from starters
    group by reference_year
)

select
    reference_year,
    stage.stage_no as stage_no,
    stage.stage as stage,
    stage.persons::integer as persons,
    -- who dropped out between two stages may be too few to tell
    lag(stage.persons::integer) over (partition by reference_year order by stage.stage_no) as persons_before,
    eur(stage.cents::bigint) as amount_eur,
from (
    select reference_year, unnest([
        {stage_no: 1, stage: 'Gestarte zelfstandigen in hoofdberoep', persons: started, cents: null::hugeint},
        {stage_no: 2, stage: 'Voldoen aan de voorwaarden', persons: dossiers, cents: dossiers * instalment_cents},
        {stage_no: 3, stage: 'Weigerden niet', persons: willing, cents: willing * instalment_cents},
        {stage_no: 4, stage: 'De-minimisverklaring ingediend', persons: declared, cents: declared * instalment_cents},
        {stage_no: 5, stage: 'Recht op de eerste schijf', persons: entitled, cents: entitled * instalment_cents},
        {stage_no: 6, stage: 'Rekening gekend', persons: registered, cents: registered * instalment_cents},
        {stage_no: 7, stage: 'Uitbetaald (een of twee schijven)', persons: paid, cents: coalesce(paid_cents, 0)},
        {stage_no: 8, stage: 'Recht op de tweede schijf', persons: second_due, cents: second_due * instalment_cents}
    ]) as stage
    from counted
)
