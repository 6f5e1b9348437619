/*---
grain: one letter that has gone out by the day the world is seen from
key: [notification_id]
view: true
note: a hold-out person has a row without a channel; that letter did not go out
columns:
  asks: {label: Vraagt iets, meaning: "a decision, refusal or reminder; a confirmation comes after the fact"}
---*/
select
    letters.*,
    letters.kind in ('decision', 'refusal', 'reminder') as asks,
from staging.notifications__notifications as letters
cross join parameters.as_of as world
where letters.channel is not null and letters.sent_on <= world.as_of_date
