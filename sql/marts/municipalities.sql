/*---
title: Gemeenten met hun NIS-code
grain: one Flemish municipality, as it was or is called
key: [nis_code]
per: all
publish: true
note: a code is never given twice, so a name needs no year; the years of the list tell which mergers it knows
columns:
  nis_code: {label: NIS-code}
  municipality: {label: Gemeente}
---*/
select codes.code as nis_code, codes.label as municipality
from codes.municipalities as codes
