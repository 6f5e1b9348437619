/*---
grain: one table of one delivery
key: [delivery_id, table_name]
per: all
publish: true
columns:
  delivery_id: {label: Levering}
  table_name: {label: Tabel}
  row_count: {label: Rijen}
  loaded_count: {label: Geladen}
  quarantined_count: {label: In quarantaine}
---*/
select
    deliveries.delivery_id,
    deliveries.source,
    deliveries.reference_year,
    deliveries.mode,
    deliveries.delivered_at,
    deliveries.is_in_force,
    tables.table_name,
    tables.format,
    tables.row_count,
    tables.loaded_count,
    tables.quarantined_count,
    left(tables.sha256, 12) as sha256_head,
from meta.deliveries as deliveries
inner join meta.delivery_tables as tables using (load_seq)
