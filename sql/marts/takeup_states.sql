/*---
grain: one terminal state of entitled people, apart for accounts that were known before the letter
key: [reference_year, state, entry]
law: Decreet 20 mei 2022, art. 8 en 9
publish: true
note: |
  Everybody who is entitled, or was told so, stands in exactly one row: registered, died, withdrawn, lapsed or
  waiting, whichever came first.
columns:
  state: {label: Toestand}
  entry: {label: Instap}
  persons: {unit: persons, label: Personen, adds: true}
  accounts: {unit: persons, label: Rekening gekend, meaning: "also an account that came after the right had ended", within: persons, adds: true}
  paid: {unit: persons, label: Uitbetaald, within: persons, adds: true}
  payable_eur: {unit: EUR, label: Recht in euro, of: persons}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
---*/
select
    reference_year,
    state,
    if(entry = 'known_before', 'known_before', 'had_to_act') as entry,
    count(*)::integer as persons,
    count(known_since_on)::integer as accounts,
    count(*) filter (paid_cents > 0)::integer as paid,
    eur(sum(payable_cents)::bigint) as payable_eur,
    eur(sum(paid_cents)::bigint) as paid_eur,
from intermediate.people_waited
group by all
