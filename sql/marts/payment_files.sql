/*---
title: Betaalbestanden
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
publish: true
law: Decreet 20 mei 2022, art. 9
note: |
  Every file accounts for what was ordered in it, and what of it stands on the account of a dossier. What does not is
  listed beside it, file by file, and differences of two signs are never taken together. What was executed always stands
  there; what was ordered does not where only a few orders had another end.
columns:
  payment_file: {label: Betaalbestand}
  ordered_on: {label: Opdracht}
  smallest_group: {unit: persons, label: Kleinste groep, meaning: fewest orders that something became of, of: executed}
  persons: {label: Personen, of: smallest_group}
  orders: {label: Opdrachten, of: smallest_group}
  executed: {unit: persons, label: Uitgevoerde opdrachten, adds: [scheme], nests: "case scheme when 'jobbonus' then 'week ' || date_trunc('week', executed_on)::date end"}
  ordered_eur: {unit: EUR, label: Opgedragen, of: smallest_group}
  executed_eur: {unit: EUR, label: Uitgevoerd, of: executed}
  returned_eur: {unit: EUR, label: Teruggekeerd, of: smallest_group}
  waiting_eur: {unit: EUR, label: Nog niet uitgevoerd, of: smallest_group}
  on_dossiers_eur: {unit: EUR, label: Geboekt op dossiers, of: executed}
  difference_eur: {unit: EUR, label: Verschil}
  unplaced_orders: {label: Opdrachten zonder dossier}
  unplaced_paid_eur: {unit: EUR, label: Betaald zonder dossier}
  unplaced_recovered_eur: {unit: EUR, label: Teruggevorderd zonder dossier}
  executed_on: {label: Uitvoering}
---*/
select
    filed.reference_year,
    filed.scheme,
    filed.payment_file,
    filed.ordered_on,
    filed.executed_on,
    filed.persons,
    filed.orders,
    -- what was ordered, less what was executed, is what returned or waits
    least(nullif(filed.executed, 0), nullif(filed.returned, 0), nullif(filed.waiting, 0))::integer as smallest_group,
    filed.executed,
    eur(filed.ordered_cents) as ordered_eur,
    eur(filed.executed_cents) as executed_eur,
    eur(filed.returned_cents) as returned_eur,
    eur(filed.waiting_cents) as waiting_eur,
    eur(placed.on_dossiers_cents) as on_dossiers_eur,
    placed.unplaced_orders,
    eur(placed.unplaced_paid_cents) as unplaced_paid_eur,
    eur(placed.unplaced_recovered_cents) as unplaced_recovered_eur,
    eur(placed.unplaced_paid_cents + placed.unplaced_recovered_cents) as difference_eur,
from intermediate.payments_filed as filed
left join intermediate.payments_placed as placed using (reference_year, scheme, payment_file)
