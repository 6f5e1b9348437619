/*---
title: Take-up per refertejaar
grain: one reference year
key: [reference_year]
law: Decreet 20 mei 2022, art. 9
publish: true
columns:
  entitled: {unit: persons, label: Rechthebbenden, nests: "'entitled'"}
  notified: {unit: persons, label: Aangeschreven, within: entitled, nests: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, within: entitled, nests: "'registered'"}
  paid: {unit: persons, label: Uitbetaald, within: entitled, nests: "'paid'"}
  entitled_amount: {unit: EUR, label: Recht in euro, of: entitled}
  registered_amount: {unit: EUR, label: Recht met gekende rekening, of: registered}
  paid_amount: {unit: EUR, label: Uitbetaald in euro, of: paid}
  caseload_takeup: {unit: share, label: Take-up in personen, of: paid}
  expenditure_takeup: {unit: share, label: Take-up in euro, of: paid}
---*/
with

years as (select * from parameters.reference_years),

entitled as (select * from intermediate.entitled_dated),

counted as (
    select
        years.reference_year,
        coalesce(sum(entitled.persons), 0)::integer as entitled,
        coalesce(sum(entitled.persons) filter (entitled.notified_on is not null), 0)::integer as notified,
        coalesce(sum(entitled.persons) filter (entitled.registered_on is not null), 0)::integer as registered,
        coalesce(sum(entitled.paid), 0)::integer as paid,
        coalesce(sum(entitled.payable_cents), 0)::bigint as entitled_cents,
        coalesce(sum(entitled.payable_cents) filter (entitled.registered_on is not null), 0)::bigint as registered_cents,
        coalesce(sum(entitled.paid_cents), 0)::bigint as paid_cents,
    from years
    left join entitled using (reference_year)
    group by years.reference_year
)

select
    reference_year,
    entitled,
    notified,
    registered,
    paid,
    eur(entitled_cents) as entitled_amount,
    eur(registered_cents) as registered_amount,
    eur(paid_cents) as paid_amount,
    share_of(paid, entitled) as caseload_takeup,
    share_of(paid_cents, entitled_cents) as expenditure_takeup,
from counted
