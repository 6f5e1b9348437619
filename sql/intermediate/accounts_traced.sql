/*---
grain: one person with an account known at some time up to the day the world is seen from
key: [person_key]
per: all
note: |
  registered_on is the contract's day. Who replaces an account by another without a day between has had an account all
  along: for the time to registration the day counts on which the waiting ended, so known_since_on begins a chain of
  accounts with its first.
columns:
  first_known_on: {label: Ooit eerste rekening}
  known_since_on: {label: Ononderbroken gekend sinds, meaning: null when no account is known on that day}
  registered_on: {label: Rekening gekend sinds, meaning: Brussels day of the earliest registration that is still valid}
---*/
with

known as (
    select
        registrations.person_key,
        registrations.registered_at,
        -- an end after that day is not known yet
        if(registrations.ended_at < world.as_of_end_at, registrations.ended_at, null) as ended_at,
    from staging.registrations__registrations as registrations
    cross join parameters.as_of as world
    where registrations.registered_at < world.as_of_end_at
),

-- most people have one account and keep it: only the others are put in order
replacing as (select distinct person_key from known where ended_at is not null),

ordered as (
    select
        *,
        max(coalesce(ended_at, 'infinity'::timestamptz)) over (
            partition by person_key order by registered_at
            rows between unbounded preceding and 1 preceding
        ) as covered_until,
    from known
    semi join replacing using (person_key)
),

traced as (
    select
        person_key,
        min(registered_at) as first_at,
        max(registered_at) filter (covered_until is null or covered_until < registered_at) as chain_from,
        min(registered_at) filter (ended_at is null) as valid_from,
    from ordered
    group by person_key
    union all
    select person_key, min(registered_at), min(registered_at), min(registered_at)
    from known
    anti join replacing using (person_key)
    group by person_key
)

select
    person_key,
    brussels_day(first_at) as first_known_on,
    -- for most people all three are one moment
    case
        when valid_from is null then null
        when chain_from = first_at then first_known_on
        else brussels_day(chain_from)
    end as known_since_on,
    case when valid_from = first_at then first_known_on else brussels_day(valid_from) end as registered_on,
from traced
