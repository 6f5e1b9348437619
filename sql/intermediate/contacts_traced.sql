/*---
grain: one person with an account, written to before it became known
key: [reference_year, person_key]
note: |
  The last letter that had gone out when the account became known, the day itself included: an e-Box letter is read
  within the hour. Confirmations come after the fact and are left out.
columns:
  last_contact: {label: Laatste contact voor de registratie}
---*/
with

letters as (
    select letters.*
    from staging.notifications__notifications as letters
    cross join parameters.as_of as world
    where letters.scheme = 'jobbonus'
        and letters.kind in ('decision', 'refusal', 'reminder')
        -- a hold-out person has a row without a channel; that letter did not go out
        and letters.channel is not null
        and letters.sent_on <= world.as_of_date
),

accounts as (select * from intermediate.accounts_traced where known_since_on is not null)

select
    letters.reference_year,
    letters.person_key,
    max(letters.sent_on) as last_contact_on,
    arg_max(
        if(letters.kind = 'reminder', 'reminder_', 'letter_') || letters.channel,
        (letters.sent_on, letters.kind, letters.channel)
    )::contact as last_contact,
from letters
inner join accounts on letters.person_key = accounts.person_key and letters.sent_on <= accounts.known_since_on
group by letters.reference_year, letters.person_key
