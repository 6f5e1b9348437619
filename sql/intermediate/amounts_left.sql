/*---
grain: one amount that entitled people are due
key: [reference_year, payable_cents]
rows: intermediate.amounts_counted
view: true
note: |
  What lies there of each amount. A few who died before they were paid are counted with those who live: apart they would
  be what remains of everybody less the paid and the unpaid.
columns:
  unclaimed: {unit: persons, label: Niets betaald}
---*/
select
    * exclude (unclaimed),
    unclaimed + if(is_too_few(sum(persons - paid - unclaimed) over (partition by reference_year)), persons - paid - unclaimed, 0) as unclaimed,
from intermediate.amounts_counted
