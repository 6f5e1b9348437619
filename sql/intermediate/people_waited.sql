/*---
grain: one person who is entitled, or was told so and is no longer
key: [reference_year, person_key]
patch: person
law: Decreet 20 mei 2022, art. 8 en 9
note: |
  Who waited for what, and how it ended: the first of registered, died, withdrawn and lapsed ends the wait. The state
  of who is no longer entitled is withdrawn, whatever came first; the outcome is a registration for who registered
  before. Everything about time on the pages is a sum over these rows. Time zero is the third working day after the first letter, the
  day on which the letter counts as received; what came between letter and time zero falls in week 0.
columns:
  state: {label: Eindtoestand}
  entry: {label: Instap, meaning: "account known before the letter, or none yet"}
  week_no: {unit: week, label: Week van de gebeurtenis, meaning: "whole weeks since time zero; null for who had no letter to wait from, or an account already"}
  age_weeks: {unit: week, label: Ouderdom, meaning: whole weeks from time zero to the day the world is seen from}
  outcome: {label: Afloop van de wacht, meaning: what came first}
checks:
  - "state in ('registered', 'died', 'withdrawn', 'lapsed', 'waiting')"
  - "entry in ('known_before', 'had_to_act')"
---*/
with

profiled as (select * from intermediate.people_profiled),
contacts as (select * from intermediate.contacts_traced),

deaths as (select * from intermediate.deaths_known),

not_entitled as (
    select reference_year, person_key, by_age, by_sex, known_since_on
    from intermediate.people_assessed
    where status <> 'entitled' and notified_on is not null
),

earlier as (select person_key from previous_year.people_assessed where status = 'entitled'),

told as (
    select
        letters.reference_year,
        letters.person_key,
        min(letters.sent_on) filter (letters.kind = 'decision') as notified_on,
        -- of letters of one day the e-Box stands before paper, as in letters_known
        arg_min(letters.channel::channel, (letters.sent_on, letters.channel <> 'ebox')) filter (letters.kind = 'decision') as first_channel,
        max(letters.sent_on) filter (letters.kind = 'decision') as decided_on,
        max(letters.sent_on) filter (letters.kind = 'refusal') as refused_on,
    from intermediate.letters_sent as letters
    semi join not_entitled using (reference_year, person_key)
    where letters.scheme = 'jobbonus'
    group by letters.reference_year, letters.person_key
    having count(*) filter (letters.kind = 'decision') > 0
),

-- told to be entitled, and not so in the version known today; the day is that of the refusal that followed, or else today
withdrawn as (
    select
        told.*,
        if(told.refused_on >= told.decided_on, told.refused_on, world.as_of_date) as withdrawn_on,
        people.by_age,
        people.by_sex,
        people.known_since_on,
        earlier.person_key is not null as is_returning,
        preceded.reference_year is not null as is_year_before_known,
    from told
    inner join not_entitled as people using (reference_year, person_key)
    left join earlier using (person_key)
    left join intermediate.years_preceded as preceded using (reference_year)
    cross join parameters.as_of as world
),

people as (
    select
        reference_year, person_key, payable_cents, paid_cents, first_paid_on, notified_on, known_since_on,
        null::date as withdrawn_on, by_age, by_sex, by_channel, by_return,
    from profiled
    union all by name
    select
        reference_year, person_key, 0 as payable_cents, 0 as paid_cents, notified_on, known_since_on, withdrawn_on,
        by_age, by_sex,
        if(first_channel = 'ebox', 'e-Box'::by_channel, 'Papier'::by_channel) as by_channel,
        return_label(is_returning, is_year_before_known)::by_return as by_return,
    from withdrawn
),

dated as (
    select
        people.*,
        terms.term_begins_on as zero_on,
        deaths.died_on,
        contacts.last_contact,
        contacts.last_contact_on,
        years.application_deadline_date as deadline,
        world.as_of_date,
        coalesce(people.known_since_on < coalesce(people.notified_on, world.as_of_date + 1), false) as is_known_before,
    from people
    left join deaths using (reference_year, person_key)
    left join contacts using (reference_year, person_key)
    left join parameters.years as years using (reference_year)
    -- a letter counts as read on the day on which the term for objections begins
    left join intermediate.objection_terms as terms
        on people.reference_year = terms.reference_year and people.notified_on = terms.sent_on
    cross join parameters.as_of as world
),

ended as (
    select
        *,
        least(
            known_since_on,
            if(is_known_before, null, died_on),
            if(is_known_before, null, withdrawn_on),
            if(as_of_date > deadline, deadline + 1, null)
        ) as ended_on,
        case
            when withdrawn_on is not null then 'withdrawn'::wait_state
            when known_since_on = ended_on then 'registered'::wait_state
            when died_on = ended_on then 'died'::wait_state
            when ended_on is not null then 'lapsed'::wait_state
            else 'waiting'::wait_state
        end as state,
    from dated
)

select
    reference_year,
    person_key,
    payable_cents,
    paid_cents,
    notified_on,
    known_since_on,
    first_paid_on,
    state,
    if(is_known_before, 'known_before'::wait_entry, 'had_to_act'::wait_entry) as entry,
    -- events before the end of the observation at ties; the deadline ends an observation, it is nobody's doing
    -- who died before the letter never waited for it
    if(is_known_before or zero_on is null or died_on < notified_on, null,
        greatest(least(coalesce(ended_on, as_of_date), as_of_date) - zero_on, 0) // 7)::smallint as week_no,
    (greatest(as_of_date - zero_on, 0) // 7)::smallint as age_weeks,
    -- of who was withdrawn too the first of these days ended the wait: a registration before it was one
    case
        when known_since_on = ended_on then 'registered'::wait_outcome
        when died_on = ended_on or withdrawn_on = ended_on then 'exited'::wait_outcome
        else 'censored'::wait_outcome
    end as outcome,
    if(outcome = 'registered' and not is_known_before, coalesce(last_contact, 'none'::contact), null) as last_contact,
    (known_since_on - last_contact_on)::integer as days_since_contact,
    by_channel,
    by_age,
    by_sex,
    by_return,
from ended
