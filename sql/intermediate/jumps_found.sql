/*---
grain: one wage at which a cent more costs more than a euro of jobbonus
key: [reference_year, last_cents]
note: the law alone, no person is asked
columns:
  last_cents: {unit: EUR cent per month, label: Laatste loon voor de sprong}
---*/
select
    reference_year,
    wage_cents as last_cents,
    payable_cents as before_cents,
    lead(payable_cents) over (partition by reference_year order by wage_cents) as after_cents,
from intermediate.wages_scheduled
qualify payable_cents - after_cents > 100
