/*---
rule: younger cohorts never reach the pension age earlier, and the first cohort holds everybody born before
---*/
select later.reference_year, null as quarter_no
from parameters.pension_ages as later
inner join parameters.pension_ages as earlier
    on later.reference_year = earlier.reference_year and later.born_from > earlier.born_from
where later.age_years < earlier.age_years
union all
select reference_year, null as quarter_no
from parameters.pension_ages
group by reference_year
having min(born_from) > date '0001-01-01'
