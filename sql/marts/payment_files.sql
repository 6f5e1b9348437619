/*---
grain: one payment file of a scheme and reference year
key: [reference_year, scheme, payment_file]
publish: true
note: |
  Every file against the dossiers (R47): what it executed, and what of that stands on a dossier. A difference is
  listed with its file, never netted against another.
columns:
  payment_file: {label: Betaalbestand}
  ordered_on: {label: Opdracht}
  persons: {unit: persons, label: Personen}
  executed_eur: {unit: EUR, label: Uitgevoerd, of: persons}
  returned_eur: {unit: EUR, label: Teruggekeerd, of: persons}
  waiting_eur: {unit: EUR, label: Nog niet uitgevoerd, of: persons}
  on_dossiers_eur: {unit: EUR, label: Op een dossier, of: persons}
  difference_eur: {unit: EUR, label: Verschil}
---*/
with

payments as (
    select payments.*, payments.status = 'executed' and payments.executed_on <= world.as_of_date as is_executed
    from staging.payments__payments as payments
    cross join parameters.as_of as world
    where payments.ordered_on <= world.as_of_date
),

dossiers as (
    select reference_year, 'jobbonus' as scheme, person_key from intermediate.people_assessed
    union all
    select reference_year, 'plus', person_key from intermediate.starters_assessed
)

select
    payments.reference_year,
    payments.scheme,
    payments.payment_file,
    min(payments.ordered_on) as ordered_on,
    max(payments.executed_on) filter (is_executed) as executed_on,
    count(distinct payments.person_key)::integer as persons,
    eur(coalesce(sum(amount_cents) filter (is_executed), 0)::bigint) as executed_eur,
    eur(coalesce(sum(amount_cents) filter (status = 'returned'), 0)::bigint) as returned_eur,
    eur(coalesce(sum(amount_cents) filter (not is_executed and status <> 'returned'), 0)::bigint) as waiting_eur,
    eur(coalesce(sum(amount_cents) filter (is_executed and dossiers.person_key is not null), 0)::bigint) as on_dossiers_eur,
    eur(coalesce(sum(amount_cents) filter (is_executed and dossiers.person_key is null), 0)::bigint) as difference_eur,
from payments
left join dossiers using (reference_year, scheme, person_key)
group by payments.reference_year, payments.scheme, payments.payment_file
