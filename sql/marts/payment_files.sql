/*---
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
publish: true
law: Decreet 20 mei 2022, art. 9
note: |
  Every file accounts for what was ordered in it, and what of it stands on the account of a dossier. What does not is
  listed beside it, file by file, and differences of two signs are never taken together.
columns:
  payment_file: {label: Betaalbestand}
  ordered_on: {label: Opdracht}
  persons: {unit: persons, label: Personen}
  orders: {unit: persons, label: Opdrachten}
  ordered_eur: {unit: EUR, label: Opgedragen, of: orders}
  executed_eur: {unit: EUR, label: Uitgevoerd, of: orders}
  returned_eur: {unit: EUR, label: Teruggekeerd, of: orders}
  waiting_eur: {unit: EUR, label: Nog niet uitgevoerd, of: orders}
  on_dossiers_eur: {unit: EUR, label: Geboekt op dossiers, of: orders}
  difference_eur: {unit: EUR, label: Verschil}
  unplaced_orders: {label: Opdrachten zonder dossier}
  unplaced_paid_eur: {unit: EUR, label: Betaald zonder dossier}
  unplaced_recovered_eur: {unit: EUR, label: Teruggevorderd zonder dossier}
  executed_on: {label: Uitvoering}
---*/
with

dossiers as (
    select reference_year, 'jobbonus' as scheme, person_key, true as has_dossier from intermediate.people_assessed
    union all
    select reference_year, 'plus', person_key, true from intermediate.starters_assessed
),

ordered as (
    select
        payments.*,
        case
            when payments.status = 'returned' then 'returned'
            when payments.status = 'executed' and payments.executed_on <= world.as_of_date then 'executed'
            else 'waiting'
        end as outcome,
        coalesce(dossiers.has_dossier, false) as has_dossier,
    from staging.payments__payments as payments
    cross join parameters.as_of as world
    left join dossiers using (reference_year, scheme, person_key)
    where payments.ordered_on <= world.as_of_date
)

select
    reference_year,
    scheme,
    payment_file,
    min(ordered_on) as ordered_on,
    max(executed_on) filter (outcome = 'executed') as executed_on,
    count(distinct person_key)::integer as persons,
    count(*)::integer as orders,
    eur(sum(amount_cents)::bigint) as ordered_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'executed'), 0)::bigint) as executed_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'returned'), 0)::bigint) as returned_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'waiting'), 0)::bigint) as waiting_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'executed' and has_dossier), 0)::bigint) as on_dossiers_eur,
    (count(*) filter (not has_dossier))::integer as unplaced_orders,
    eur(coalesce(sum(amount_cents) filter (outcome = 'executed' and not has_dossier and amount_cents > 0), 0)::bigint) as unplaced_paid_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'executed' and not has_dossier and amount_cents < 0), 0)::bigint) as unplaced_recovered_eur,
    eur(coalesce(sum(amount_cents) filter (outcome = 'executed' and not has_dossier), 0)::bigint) as difference_eur,
from ordered
group by reference_year, scheme, payment_file
