/*---
title: Dossiers per toestand en reden
grain: one status and reason of a dossier, all categories together
key: [reference_year, status, reason]
law: Decreet 20 mei 2022, art. 3 tot 5
publish: true
note: marts.states without its categories, so that a handful of border workers does not hide in what everybody adds up to
columns:
  persons: {unit: persons, label: Dossiers, adds: true, nests: "case status when 'entitled' then status else concat_ws(' ', 'dossiers', status, reason) end"}
  payable_eur: {unit: EUR, label: Te betalen, of: persons}
---*/
select
    reference_year,
    status,
    coalesce(reason, '') as reason,
    sum(persons)::integer as persons,
    eur(sum(payable_cents)::bigint) as payable_eur,
from intermediate.dossiers_counted
group by all
