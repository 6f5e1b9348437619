/*---
grain: one day on which reminders went out
key: [reference_year, sent_on]
columns:
  letters: {label: Herinneringen}
---*/
select
    letters.reference_year,
    letters.sent_on,
    count(*)::integer as letters,
from staging.notifications__notifications as letters
cross join parameters.as_of as world
where letters.scheme = 'jobbonus' and letters.kind = 'reminder'
    -- a hold-out person has a row without a channel; that letter did not go out
    and letters.channel is not null
    and letters.sent_on <= world.as_of_date
group by letters.reference_year, letters.sent_on
