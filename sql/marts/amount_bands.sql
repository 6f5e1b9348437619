/*---
title: Bedragen in schijven van 50 euro
grain: one band of fifty euro of what entitled people are due
key: [reference_year, from_eur]
view: true
publish: true
note: the bands of marts.unclaimed_amounts, so that paid and unpaid are parts of what stands here
columns:
  from_eur: {unit: EUR, label: Vanaf}
  persons: {unit: persons, label: Rechthebbenden, adds: true}
---*/
select reference_year, from_eur, persons
from marts.unclaimed_amounts
