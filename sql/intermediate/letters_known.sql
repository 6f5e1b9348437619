/*---
grain: one person, reference year and scheme with a letter that has gone out by the day the world is seen from
key: [reference_year, scheme, person_key]
columns:
  notified_on: {label: Eerste brief}
  first_channel: {label: Kanaal van de eerste brief}
  first_ebox_on: {label: Eerste brief in de e-Box, meaning: "a decision, refusal or reminder; no confirmation"}
  first_paper_on: {label: Eerste brief op papier, meaning: "a decision, refusal or reminder; no confirmation"}
---*/
with

letters as (
    select
        letters.*,
        -- the day and the channel in one number, which is compared quicker than two; on one day e-Box stands before paper
        2 * (letters.sent_on - date '1970-01-01') + if(letters.channel = 'ebox', 0, 1) as day_and_channel,
    from intermediate.letters_sent as letters
)

select
    reference_year,
    scheme,
    person_key,
    min(sent_on) as notified_on,
    if(min(day_and_channel) % 2 = 0, 'ebox'::channel, 'paper'::channel) as first_channel,
    -- a later decision opens the term of objection again
    max(if(kind in ('decision', 'refusal'), sent_on, null)) as decided_on,
    decided_on is not null as has_decision,
    min(if(kind = 'reminder', sent_on, null)) as reminded_on,
    min(if(asks and channel = 'ebox', sent_on, null)) as first_ebox_on,
    min(if(asks and channel = 'paper', sent_on, null)) as first_paper_on,
from letters
group by reference_year, scheme, person_key
