/*---
title: Jaren na elkaar zonder rekening
grain: one number of reference years in which people were entitled and never had an account
key: [reference_year, years_entitled, is_consecutive]
per: all
publish: true
note: |
  Persistent non-take-up: entitled in two or more years and never an account known, not even one that ended. The row
  stands under the last year in which the person was entitled; what lapsed is apart from what can still be paid.
columns:
  years_entitled: {label: Jaren met recht zonder rekening}
  is_consecutive: {label: Opeenvolgend}
  persons: {unit: persons, label: Personen}
  open_eur: {unit: EUR, label: Nog te betalen, of: persons}
  lapsed_eur: {unit: EUR, label: Vervallen, of: persons}
---*/
with

waits as (
    select waited.reference_year, waited.person_key, waited.payable_cents, waited.state
    from intermediate.people_waited as waited
    anti join intermediate.accounts_traced using (person_key)
    where waited.state in ('waiting', 'lapsed')
),

people as (
    select
        person_key,
        max(reference_year)::integer as reference_year,
        count(*)::integer as years_entitled,
        max(reference_year) - min(reference_year) + 1 = count(*) as is_consecutive,
        coalesce(sum(payable_cents) filter (state = 'waiting'), 0)::bigint as open_cents,
        coalesce(sum(payable_cents) filter (state = 'lapsed'), 0)::bigint as lapsed_cents,
    from waits
    group by person_key
)

select
    reference_year,
    years_entitled,
    is_consecutive,
    count(*)::integer as persons,
    eur(sum(open_cents)::bigint) as open_eur,
    eur(sum(lapsed_cents)::bigint) as lapsed_eur,
from people
group by all
