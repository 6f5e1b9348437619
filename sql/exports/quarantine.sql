/*---
grain: one delivered row that did not load
key: [delivery_id, table, row_number]
note: the seam of contract §3; a column may be added, never renamed
---*/
select
    deliveries.delivery_id,
    quarantine.table_name as "table",
    quarantine.row_number,
    quarantine.reason,
    quarantine.key,
from meta.quarantine as quarantine
inner join meta.deliveries as deliveries using (load_seq)
