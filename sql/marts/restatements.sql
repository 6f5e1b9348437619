/*---
title: Goedgekeurde herberekeningen
grain: one cause of one approved restatement, per reference year
key: [entry_no, reference_year, cause, source]
per: all
view: true
publish: true
note: what the plan said before it was applied; the euro of the causes add up to the whole restatement
columns:
  cause: {label: Oorzaak}
  persons_up: {unit: persons, label: Hoger}
  persons_down: {unit: persons, label: Lager}
  persons_in: {unit: persons, label: Nieuw recht}
  persons_out: {unit: persons, label: Recht verloren}
  persons_changed: {unit: persons, label: Personen}
  change_eur: {unit: EUR, label: Euro, of: persons_changed}
  recorded_at: {label: Vastgelegd}
  actor: {label: Door}
  approver: {label: Goedgekeurd door}
---*/
with

causes as (
    select
        entry_no, recorded_at, actor, approver,
        unnest(from_json(json_extract(detail, '$.causes'),
            '[{"reference_year": "INTEGER", "cause": "VARCHAR", "source": "VARCHAR", "up": "INTEGER", "down": "INTEGER", "in": "INTEGER", "out": "INTEGER", "euro": "VARCHAR"}]')) as change,
    from meta.audit
    where action = 'apply'
)

select
    entry_no,
    recorded_at,
    actor,
    approver,
    change.reference_year as reference_year,
    change.cause as cause,
    change.source as source,
    change.up as persons_up,
    change.down as persons_down,
    change."in" as persons_in,
    change."out" as persons_out,
    (persons_up + persons_down + persons_in + persons_out)::integer as persons_changed,
    change.euro::decimal(18, 2) as change_eur,
from causes
