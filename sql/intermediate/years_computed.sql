/*---
grain: one reference year that was computed
key: [reference_year]
note: nothing but that it was, so that the year after can ask and is not computed again when anything in this one changes
---*/
select reference_year from parameters.reference_years
