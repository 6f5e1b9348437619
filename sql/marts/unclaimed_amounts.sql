/*---
title: Niet opgevraagde bedragen
grain: one band of fifty euro of the amount due
key: [reference_year, from_eur]
publish: true
note: |
  The bands are for reading; the right includes the supplement of the year. A few who died before they were paid stand
  with the unpaid. Paid and unpaid are hidden together: marts.amount_bands tells how many they are in all.
columns:
  from_eur: {unit: EUR, label: Vanaf}
  persons: {unit: persons, label: Rechthebbenden, meaning: those of amount_bands, stays: true}
  paid: {unit: persons, label: Uitbetaald, within: persons, of: unclaimed, adds: true}
  unclaimed: {unit: persons, label: Niet uitbetaald, within: persons, of: paid, adds: true}
  unclaimed_eur: {unit: EUR, label: Nog niet uitbetaald, of: unclaimed}
---*/
select
    reference_year,
    (payable_cents // 5000 * 50)::integer as from_eur,
    sum(persons)::integer as persons,
    sum(paid)::integer as paid,
    sum(unclaimed)::integer as unclaimed,
    eur(sum(payable_cents * unclaimed)::bigint) as unclaimed_eur,
from intermediate.amounts_left
group by all
