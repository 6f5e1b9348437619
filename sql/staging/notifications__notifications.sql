/*---
grain: one letter to one person
key: [notification_id]
---*/
select
    notification_id,
    hash(person_id) as person_key,
    reference_year,
    scheme,
    kind,
    channel,
    sent_on,
    wave,
    arm,
from sources.notifications__notifications
