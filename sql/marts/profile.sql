/*---
title: Profiel van wie geen rekening heeft
grain: one category of one dimension
key: [reference_year, dimension, category]
law: Decreet 20 mei 2022, art. 15
publish: true
note: |
  Rate and share of people without a known account. The interval is Wilson's at 95 %: this is a full count, so it
  is the range of the underlying tendency, not a sampling error. What waits is what is due less what was paid before
  the account ended: the same euro as in marts.open_amounts, which calls it lapsed once the deadline has passed.
columns:
  entitled: {unit: persons, label: Rechthebbenden, cell: "'entitled'", nests: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, within: entitled, cell: "'parts'", nests: "'registered'"}
  not_registered: {unit: persons, label: Nog geen rekening, within: entitled, cell: "'parts'", nests: "'not registered'"}
  paid: {unit: persons, label: Uitbetaald, within: [entitled, of_registered], cell: "'parts'", nests: "'paid'"}
  of_registered: {unit: persons, label: "Rekening gekend, in een groep", meaning: "null for everybody together: that a few of all with an account wait for their payment tells of nobody", stays: true}
  entitled_eur: {unit: EUR, label: Recht in euro, of: entitled}
  not_registered_eur: {unit: EUR, label: Wacht op een rekening, of: not_registered}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
  rate: {unit: share, label: Niet geregistreerd, of: not_registered}
  rate_low: {unit: share, label: Ondergrens, of: not_registered}
  rate_high: {unit: share, label: Bovengrens, of: not_registered}
  share: {unit: share, label: Aandeel van wie niet registreerde, of: not_registered}
---*/
with

counted as (
    select
        reference_year,
        dimension,
        category,
        sum(persons)::integer as entitled,
        coalesce(sum(persons) filter (registered_week is not null), 0)::integer as registered,
        coalesce(sum(persons) filter (registered_week is null), 0)::integer as not_registered,
        coalesce(sum(persons) filter (paid_week is not null), 0)::integer as paid,
        sum(payable_cents)::bigint as entitled_cents,
        coalesce(sum(payable_cents - paid_cents) filter (registered_week is null), 0)::bigint as not_registered_cents,
        sum(paid_cents)::bigint as paid_cents,
    from intermediate.takeup_counted
    group by all
)

select
    reference_year,
    dimension,
    category,
    entitled,
    registered,
    not_registered,
    paid,
    if(dimension = 'by_total', null, registered) as of_registered,
    eur(entitled_cents) as entitled_eur,
    eur(not_registered_cents) as not_registered_eur,
    eur(paid_cents) as paid_eur,
    not_registered / entitled as rate,
    wilson_limit(not_registered, entitled, -1) as rate_low,
    wilson_limit(not_registered, entitled, 1) as rate_high,
    not_registered / nullif(sum(not_registered) over (partition by reference_year, dimension), 0) as share,
from counted
