/*---
grain: one person, reference year and scheme with a payment ordered by the day the world is seen from
key: [reference_year, scheme, person_key]
columns:
  paid_cents: {unit: EUR cent, label: Uitbetaald, meaning: "executed payments, recoveries included"}
---*/
with

ordered as (
    select
        payments.*,
        payments.status = 'executed' and payments.executed_on <= world.as_of_date as is_executed,
    from staging.payments__payments as payments
    cross join parameters.as_of as world
    where payments.ordered_on <= world.as_of_date
)

select
    reference_year,
    scheme,
    person_key,
    min(if(is_executed and kind in ('award', 'supplement'), executed_on, null)) as first_paid_on,
    sum(if(is_executed, amount_cents, 0))::bigint as paid_cents,
    sum(if(is_executed and kind in ('award', 'supplement'), amount_cents, 0))::bigint as sent_cents,
    -sum(if(is_executed and kind = 'recovery', amount_cents, 0))::bigint as recovered_cents,
from ordered
group by reference_year, scheme, person_key
