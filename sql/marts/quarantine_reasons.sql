/*---
grain: one reason for which rows of a delivered table did not load
key: [delivery_id, table_name, reason]
per: all
publish: true
columns:
  reason: {label: Reden}
  row_count: {label: Rijen}
---*/
select
    deliveries.delivery_id,
    quarantine.table_name,
    quarantine.reason,
    count(*)::integer as row_count,
from meta.quarantine as quarantine
inner join meta.deliveries as deliveries using (load_seq)
group by all
