/*---
title: Kredieten
grain: one kind of booking on one credit of one budget year
key: [fiscal_year, scheme, appropriation, kind]
per: all
law: Vlaamse Codex Overheidsfinanciën
publish: true
columns:
  fiscal_year: {label: Begrotingsjaar}
  appropriation: {label: Krediet}
  kind: {label: Soort}
  amount_eur: {unit: EUR, label: Bedrag}
  last_booked_on: {label: Laatste boeking}
---*/
select
    fiscal_year,
    scheme,
    appropriation,
    kind,
    eur(sum(amount_cents)::bigint) as amount_eur,
    max(booked_on) as last_booked_on,
from staging.budget__credits
cross join parameters.as_of as world
where booked_on <= world.as_of_date
group by all
