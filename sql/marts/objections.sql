/*---
title: Bezwaren per uitkomst
grain: one outcome of the objections about one reference year
key: [reference_year, outcome_no]
publish: true
law: Decreet 20 mei 2022, art. 11 en 12
columns:
  outcome: {label: Uitkomst}
  objections: {unit: persons, label: Bezwaren}
  in_time: {unit: persons, label: Binnen de termijn, within: objections}
  median_days: {unit: days, label: Mediaan, of: objections}
  p90_days: {unit: days, label: 90%, of: objections}
  longest_days: {unit: days, label: Langste, of: objections}
  supplement_eur: {unit: EUR, label: Bijbetaald, of: objections}
  recovery_eur: {unit: EUR, label: Teruggevorderd, of: objections}
---*/
with

outcomes as (
    select unnest([
        {outcome_no: 1, code: 'open', outcome: 'Nog niet beslist'},
        {outcome_no: 2, code: 'granted', outcome: 'Ingewilligd'},
        {outcome_no: 3, code: 'partly_granted', outcome: 'Deels ingewilligd'},
        {outcome_no: 4, code: 'rejected', outcome: 'Verworpen'},
        {outcome_no: 5, code: 'inadmissible', outcome: 'Onontvankelijk'},
        {outcome_no: 6, code: 'unknown', outcome: 'Beslist, uitkomst onbekend'}
    ]) as row
)

select
    objections.reference_year,
    outcomes.row.outcome_no as outcome_no,
    outcomes.row.outcome as outcome,
    count(*)::integer as objections,
    (count(*) filter (objections.is_in_time))::integer as in_time,
    quantile_disc(lead_days, 0.5)::integer as median_days,
    quantile_disc(lead_days, 0.9)::integer as p90_days,
    max(lead_days)::integer as longest_days,
    eur(sum(supplement_cents)::bigint) as supplement_eur,
    eur(sum(recovery_cents)::bigint) as recovery_eur,
from intermediate.objections_followed as objections
inner join outcomes on objections.outcome = outcomes.row.code
group by all
