/*---
grain: one reference year of which it is known who was entitled the year before
key: [reference_year]
view: true
note: |
  A year whose year before was computed, and the first year of the law, before which nobody was entitled. In any other
  year nobody can be told to be new.
---*/
select reference_year from previous_year.years_computed
union
select first_reference_year as reference_year from parameters.first_year
