/*---
title: Elke geleverde rij is geladen of staat in quarantaine
severity: error
owner: datateam
per: all
why: nothing is ever dropped silently (contract §1)
---*/
select delivery_id, table_name
from marts.deliveries
where row_count <> loaded_count + quarantined_count
union all
select delivery_id, table_name
from marts.deliveries as deliveries
left join (select delivery_id, table_name, sum(row_count) as reasons from marts.quarantine_reasons group by all) using (delivery_id, table_name)
where deliveries.quarantined_count <> coalesce(reasons, 0)
