/*---
title: Waarden van de wet
grain: one value of the law of a year with results
key: [reference_year, name, from_quarter, born_from_day]
per: all
view: true
publish: true
columns:
  place_no: {label: Plaats, meaning: in the file of the year}
  label: {label: Regel}
  value: {label: Waarde}
  unit: {label: Eenheid}
  article: {label: Artikel}
  source: {label: Bron}
  certainty: {label: Zekerheid, meaning: "certain: read in the text; probable: from a good secondary source; assumption: our reading"}
  verified: {label: Nagekeken op}
---*/
select
    reference_year,
    name,
    from_quarter,
    coalesce(born_from, '') as born_from_day,
    place_no,
    label,
    value,
    unit,
    article,
    source,
    certainty,
    verified,
from parameters.citations
semi join marts.takeup using (reference_year)
