/*---
grain: one person whose bonus depends on amounts only
key: [reference_year, person_key]
view: true
note: |
  Whom another law can reach: who is entitled, earns too much or stays below the minimum. Persons whom no amount can
  help (not domiciled, incomplete, deceased, …) are not here.
---*/
select
    *,
    status = 'entitled' as is_entitled,
    least(mean_reference_wage_cents, 2147483647)::integer as mean_wage_cents,
    wage_band_no(mean_reference_wage_cents) as wage_band_no,
    fraction_band_no(fraction_sum) as fraction_band_no,
from intermediate.people_assessed
where status = 'entitled' or reason in ('wage_above_limit', 'below_minimum')
