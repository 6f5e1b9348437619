/*---
grain: one direction and size of difference between MAGDA's reference wage and ours, per quarter
key: [reference_year, quarter_no, direction, size]
sums: persons
law: Decreet 20 mei 2022, art. 8
publish: true
note: compared, counted and listed; our own wage decides and neither is ever changed to agree
columns:
  direction: {label: Richting}
  size: {label: Grootte}
  persons: {unit: persons, label: Personen}
---*/
with

ours as (select * from intermediate.wages_by_quarter),

compared as (
    select
        reference_year,
        quarter_no,
        ours.wage_cents as our_cents,
        advices.advised_reference_wage_cents as their_cents,
        abs(our_cents - their_cents) as difference_cents,
    from ours
    full join staging.advice__advices as advices using (reference_year, person_key, quarter_no)
)

select
    reference_year,
    quarter_no,
    case
        when our_cents is null and their_cents is null then 'geen van beide'
        when our_cents is null then 'alleen MAGDA'
        when their_cents is null then 'alleen eigen berekening'
        when our_cents = their_cents then 'gelijk'
        when our_cents > their_cents then 'eigen berekening hoger'
        else 'MAGDA hoger'
    end as direction,
    case
        when difference_cents is null or difference_cents = 0 then ''
        when difference_cents <= 1 then '1 cent'
        when difference_cents < 100 then 'minder dan 1 euro'
        when difference_cents < 1000 then '1 tot 10 euro'
        when difference_cents < 10000 then '10 tot 100 euro'
        else '100 euro of meer'
    end as size,
    count(*)::integer as persons,
from compared
group by all
