/*---
title: Toestanden van de starters
grain: one status and reason of the starters of one reference year
key: [reference_year, status, reason]
publish: true
law: Decreet 15 juli 2022; BVR 10 november 2022
columns:
  persons: {unit: persons, label: Dossiers, adds: true, nests: "case status when 'entitled' then 'plus' end"}
  due_eur: {unit: EUR, label: Verschuldigd, of: persons}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
---*/
select
    reference_year,
    status,
    coalesce(reason, '') as reason,
    count(*)::integer as persons,
    eur(sum(bonus_cents)::bigint) as due_eur,
    eur(sum(paid_cents)::bigint) as paid_eur,
from intermediate.starters_assessed
group by all
