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
    select
        letters.*,
        -- the day, the kind and the channel in one number, which is compared quicker than three: a reminder last, paper odd
        8 * (letters.sent_on - date '1970-01-01')
            + case letters.kind when 'decision' then 0 when 'refusal' then 2 else 4 end
            + if(letters.channel = 'ebox', 0, 1) as day_and_kind,
    from intermediate.letters_sent as letters
    where letters.scheme = 'jobbonus' and letters.asks
),

accounts as (select * from intermediate.accounts_traced where known_since_on is not null),

last_letters as (
    select
        letters.reference_year,
        letters.person_key,
        max(letters.sent_on) as last_contact_on,
        max(letters.day_and_kind) % 8 as last_kind,
    from letters
    inner join accounts on letters.person_key = accounts.person_key and letters.sent_on <= accounts.known_since_on
    group by letters.reference_year, letters.person_key
)

select
    reference_year,
    person_key,
    last_contact_on,
    case
        when last_kind = 5 then 'reminder_paper'::contact
        when last_kind = 4 then 'reminder_ebox'::contact
        when last_kind % 2 = 1 then 'letter_paper'::contact
        else 'letter_ebox'::contact
    end as last_contact,
from last_letters
