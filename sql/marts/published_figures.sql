/*---
title: Elders gepubliceerde cijfers
grain: one figure that was published elsewhere, and the line of the board table that counts the same
key: [reference_year, line]
per: all
publish: true
note: |
  Figures of others, typed over from where they stand; a new report is a new line. The page holds them against our own
  after protection. A cause is filled in when a difference was looked into; without one it is unexplained.
columns:
  line_no: {label: Volgorde}
  base_line: {label: Noemer, meaning: the line it is a share of; none where it is a total}
  published_value: {label: Gepubliceerd}
  published_in: {label: Waar}
  cause: {label: Oorzaak van het verschil}
---*/
select
    codes.reference_year,
    codes.line_no,
    codes.line,
    coalesce(codes.base_line, '') as base_line,
    codes.value::integer as published_value,
    codes.published_in,
    coalesce(codes.cause, '') as cause,
from codes.published_figures as codes
