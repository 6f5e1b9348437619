/*---
title: Acties van communicatie
grain: one action of communication
key: [campaign_id]
per: all
publish: true
columns:
  name: {label: Actie}
  kind: {label: Soort}
  started_on: {label: Begin}
  ended_on: {label: Einde}
---*/
select campaigns.*
from staging.campaigns__campaigns as campaigns
cross join parameters.as_of as world
where campaigns.started_on <= world.as_of_date
