/*---
title: Toestanden per soort dossier
grain: one status and reason of one category of dossiers
key: [reference_year, category, status, reason]
law: Decreet 20 mei 2022, art. 3 tot 5
publish: true
note: every dossier stands in exactly one row; the rows add up to what was received, in persons and in cents
columns:
  persons: {unit: persons, label: Dossiers, adds: [category], nests: "case when category <> 'employee' then null when status = 'entitled' then status else concat_ws(' ', 'dossiers', status, reason) end"}
  bonus_eur: {unit: EUR, label: Berekende jobbonus, of: persons}
  payable_eur: {unit: EUR, label: Te betalen, of: persons}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
---*/
select
    reference_year,
    category,
    status,
    coalesce(reason, '') as reason,
    sum(persons)::integer as persons,
    eur(sum(bonus_cents)::bigint) as bonus_eur,
    eur(sum(payable_cents)::bigint) as payable_eur,
    eur(sum(paid_cents)::bigint) as paid_eur,
from intermediate.dossiers_counted
group by all
