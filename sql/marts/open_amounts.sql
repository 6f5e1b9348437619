/*---
title: Openstaande bedragen
grain: one reference year
key: [reference_year]
law: Decreet 20 mei 2022, art. 8 en 9
publish: true
note: |
  What entitled people are due is paid, waits for an account, waits for payment, or has lapsed; to the cent. What was
  paid beyond the right of a person stands apart: it is no part of what is due, and settles nothing of what others wait for.
columns:
  entitled: {unit: persons, label: Rechthebbenden, nests: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, within: entitled, nests: "'registered'"}
  paid: {unit: persons, label: Uitbetaald, within: entitled, nests: "'paid'"}
  entitled_eur: {unit: EUR, label: Recht, of: entitled}
  paid_eur: {unit: EUR, label: Uitbetaald, meaning: "all that was paid to entitled people, also beyond their right", of: paid}
  settled_eur: {unit: EUR, label: Uitbetaald op het recht, of: paid}
  beyond_eur: {unit: EUR, label: Meer betaald dan het recht, of: entitled}
  open_registered_eur: {unit: EUR, label: "Rekening gekend, nog te betalen", of: registered}
  open_unregistered_eur: {unit: EUR, label: Wacht op een rekening, of: entitled, nests: "'waiting'"}
  lapsed_eur: {unit: EUR, label: Vervallen, of: entitled}
  application_deadline_date: {label: Uiterste dag}
---*/
with

entitled as (select * from intermediate.entitled_dated),

counted as (
    select
        entitled.reference_year,
        sum(persons)::integer as entitled,
        coalesce(sum(persons) filter (registered_on is not null), 0)::integer as registered,
        sum(paid)::integer as paid,
        sum(payable_cents)::bigint as entitled_cents,
        sum(paid_cents)::bigint as paid_cents,
        coalesce(sum(open_cents) filter (registered_on is not null), 0)::bigint as open_registered_cents,
        coalesce(sum(open_cents) filter (registered_on is null), 0)::bigint as open_unregistered_cents,
        -- person by person: what one was paid too much never makes up for what another still waits for
        sum(paid_cents - (payable_cents - open_cents))::bigint as beyond_cents,
        any_value(years.application_deadline_date) as deadline,
    from entitled
    left join parameters.years as years using (reference_year)
    group by entitled.reference_year
)

select
    counted.reference_year,
    entitled,
    registered,
    paid,
    eur(entitled_cents) as entitled_eur,
    eur(paid_cents) as paid_eur,
    eur(paid_cents - beyond_cents) as settled_eur,
    eur(beyond_cents) as beyond_eur,
    eur(open_registered_cents) as open_registered_eur,
    -- without an account the right ends with the deadline
    eur(if(world.as_of_date <= deadline, open_unregistered_cents, 0)) as open_unregistered_eur,
    eur(if(world.as_of_date > deadline, open_unregistered_cents, 0)) as lapsed_eur,
    deadline as application_deadline_date,
from counted
cross join parameters.as_of as world
