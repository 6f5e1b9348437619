/*---
title: Leveringen
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
  source: {label: Bron}
  reference_year: {label: Refertejaar}
  mode: {label: Soort levering}
  delivered_at: {label: Geleverd}
  is_in_force: {label: Van kracht}
  format: {label: Formaat}
  sha256_head: {label: Begin van de hash}
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
