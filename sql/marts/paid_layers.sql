/*---
grain: one month of a budget year in which payments of a scheme and reference year were executed
key: [fiscal_year, month_no, scheme, reference_year]
per: all
publish: true
note: inside a budget year payments lie in layers, one a reference year; the two kinds of year are never mixed
columns:
  fiscal_year: {label: Begrotingsjaar}
  month_no: {label: Maand}
  persons: {unit: persons, label: Personen, adds: [scheme, fiscal_year]}
  paid_eur: {unit: EUR, label: Uitbetaald, of: persons}
---*/
select
    year(paid_month)::integer as fiscal_year,
    month(paid_month)::integer as month_no,
    scheme,
    reference_year,
    persons,
    paid_eur,
from marts.paid_monthly
