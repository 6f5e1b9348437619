/*---
title: Van de kost van een jaar naar die van het volgende
grain: one step from the cost of one reference year to that of the next
key: [reference_year, step_no]
publish: true
note: |
  Why the cost changed (R44), by replacing one thing after the other in a stated order: first the number of people
  (volume), then who they are and what they earn (wages), then the law (rule), then who has an account (take-up).
  Every level is a whole number of cents, so the steps add up to the difference exactly. Another order gives other
  steps; this one reads as history. Cost is what people with a known account are due, as known today.
columns:
  step: {label: Stap}
  change_eur: {unit: EUR, label: Verandering}
  level_eur: {unit: EUR, label: Stand}
---*/
with

levels as (select * from intermediate.cost_levels),

steps as (
    select reference_year, 0 as step_no, 'Vorig jaar' as step, before_cents as level_cents, before_cents as change_cents from levels
    union all select reference_year, 1, 'Aantal mensen', volume_cents, volume_cents - before_cents from levels
    union all select reference_year, 2, 'Lonen en gewerkte tijd', wages_cents, wages_cents - volume_cents from levels
    union all select reference_year, 3, 'Regels', rule_cents, rule_cents - wages_cents from levels
    union all select reference_year, 4, 'Take-up', takeup_cents, takeup_cents - rule_cents from levels
    union all select reference_year, 5, 'Dit jaar', takeup_cents, takeup_cents from levels
)

select reference_year, step_no, step, eur(change_cents) as change_eur, eur(level_cents) as level_eur
from steps
