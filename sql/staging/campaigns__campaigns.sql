/*---
grain: one action
key: [campaign_id]
---*/
select
    campaign_id,
    name,
    kind,
    started_on,
    ended_on,
from sources.campaigns__campaigns
