/*---
meaning: where a dossier stands (contract, table of statuses)
---*/
create or replace type dossier_status as enum ('entitled', 'inadmissible', 'incomplete', 'out_of_scope', 'pending', 'refused')
