/*---
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
note: what was ordered and what became of it, whoever it was for; no dossier is asked
columns:
  orders: {unit: persons, label: Opdrachten}
---*/
with

ordered as (
    select
        payments.*,
        case
            when payments.status = 'returned' then 'returned'
            when payments.status = 'executed' and payments.executed_on <= world.as_of_date then 'executed'
            else 'waiting'
        end as outcome,
    from staging.payments__payments as payments
    cross join parameters.as_of as world
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
    count(*) filter (outcome = 'executed')::integer as executed,
    count(*) filter (outcome = 'returned')::integer as returned,
    count(*) filter (outcome = 'waiting')::integer as waiting,
    sum(amount_cents)::bigint as ordered_cents,
    coalesce(sum(amount_cents) filter (outcome = 'executed'), 0)::bigint as executed_cents,
    coalesce(sum(amount_cents) filter (outcome = 'returned'), 0)::bigint as returned_cents,
    coalesce(sum(amount_cents) filter (outcome = 'waiting'), 0)::bigint as waiting_cents,
from ordered
group by reference_year, scheme, payment_file
