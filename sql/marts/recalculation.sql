/*---
title: Saldo na herberekening
grain: one category of dossiers on which something was paid and the balance is not zero, by direction
key: [reference_year, scheme, category, direction]
publish: true
law: Decreet 20 mei 2022, art. 10
note: |
  What recalculation leaves to settle: dossiers that were paid and whose right is now more, or less, than that. The
  two directions are never taken together.
columns:
  persons: {unit: persons, label: Dossiers}
  amount_eur: {unit: EUR, label: Euro, of: persons}
---*/
select
    reference_year,
    scheme,
    category,
    if(balance > 0, 'nog bij te betalen', 'terug te vorderen') as direction,
    count(*)::integer as persons,
    sum(abs(balance))::decimal(18, 2) as amount_eur,
from marts.dossiers
where first_paid_on is not null and balance <> 0
group by all
