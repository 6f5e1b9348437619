/*---
title: Eindtoestanden van rechthebbenden
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
  payable_eur: {unit: EUR, label: Recht in euro, of: persons, adds: true, nests: "case when state in ('waiting', 'waiting_or_ended') then 'waiting' end"}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
---*/
with

counted as (
    select
        reference_year,
        state::varchar as state,
        entry,
        sum(persons) as persons,
        sum(registered) as accounts,
        sum(paid) as paid,
        sum(payable_cents) as payable_cents,
        sum(paid_cents) as paid_cents,
    from intermediate.states_counted
    group by all
),

-- those who wait take the name of what joins them
named as (
    select
        counted.* exclude (state),
        counted.state in ('died', 'lapsed') and is_too_few(counted.persons) as is_rare,
        bool_or(counted.state in ('died', 'lapsed') and is_too_few(counted.persons)) over (partition by reference_year, entry) as are_joined,
        if(is_rare or (counted.state = 'waiting' and are_joined), 'waiting_or_ended', counted.state) as state,
    from counted
)

select
    reference_year,
    state,
    entry,
    sum(persons)::integer as persons,
    sum(accounts)::integer as accounts,
    sum(paid)::integer as paid,
    eur(sum(payable_cents)::bigint) as payable_eur,
    eur(sum(paid_cents)::bigint) as paid_eur,
from named
group by reference_year, state, entry
