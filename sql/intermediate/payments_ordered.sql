/*---
grain: one payment ordered by the day the world is seen from
key: [payment_id]
view: true
note: |
  The one place that says what has become of a payment: what was executed or sent back after that day is not known yet.
columns:
  outcome: {label: Uitkomst, meaning: "executed, returned or waiting"}
  is_executed: {label: Uitgevoerd}
---*/
select
    payments.* exclude (status),
    payments.status = 'executed' and payments.executed_on <= world.as_of_date as is_executed,
    case when payments.status = 'returned' then 'returned' when is_executed then 'executed' else 'waiting' end as outcome,
from staging.payments__payments as payments
cross join parameters.as_of as world
where payments.ordered_on <= world.as_of_date
