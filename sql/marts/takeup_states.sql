/*---
grain: one terminal state of entitled people, apart for accounts that were known before the letter
key: [reference_year, state, entry]
law: Decreet 20 mei 2022, art. 8 en 9
publish: true
note: |
  Everybody who is entitled, or was told so, stands in exactly one row: registered, died, withdrawn, lapsed or
  waiting, whichever came first. A few who died or whose right lapsed stand with those who wait, as waiting_or_ended:
  shown apart they would have to be hidden, and those who wait with them.
columns:
  state: {label: Toestand}
  entry: {label: Instap}
  persons: {unit: persons, label: Personen, adds: true}
  accounts: {unit: persons, label: Rekening gekend, meaning: "also an account that came after the right had ended", within: persons, adds: true}
  paid: {unit: persons, label: Uitbetaald, within: persons, adds: true}
  payable_eur: {unit: EUR, label: Recht in euro, of: persons}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
---*/
with

people as (
    select *, state::varchar as ended_as, if(entry = 'known_before', 'known_before', 'had_to_act') as entered
    from intermediate.people_waited
),

rare as (
    select reference_year, entered, ended_as
    from people
    where ended_as in ('died', 'lapsed')
    group by all
    having is_too_few(count(*))
),

told as (
    select
        people.* exclude (state),
        case
            when rare.ended_as is not null then 'waiting_or_ended'
            -- those who wait take the name of what joins them
            when people.ended_as = 'waiting' and joined.entered is not null then 'waiting_or_ended'
            else people.ended_as
        end as state,
    from people
    left join rare using (reference_year, entered, ended_as)
    left join (select distinct reference_year, entered from rare) as joined using (reference_year, entered)
)

select
    reference_year,
    state,
    entered as entry,
    count(*)::integer as persons,
    count(known_since_on)::integer as accounts,
    count(*) filter (paid_cents > 0)::integer as paid,
    eur(sum(payable_cents)::bigint) as payable_eur,
    eur(sum(paid_cents)::bigint) as paid_eur,
from told
group by all
