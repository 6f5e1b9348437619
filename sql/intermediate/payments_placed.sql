/*---
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
sums: orders
note: what of a file stands on the account of a dossier, and what does not; payments and recoveries apart, never netted
columns:
  orders: {unit: persons, label: Opdrachten}
---*/
with

dossiers as (
    select reference_year, 'jobbonus' as scheme, person_key from intermediate.people_described
    union all
    select reference_year, 'plus', person_key from intermediate.starters_assessed
),

ordered as (
    select
        payments.reference_year,
        payments.scheme,
        payments.payment_file,
        if(payments.is_executed, payments.amount_cents, 0) as executed_cents,
        dossiers.person_key is not null as has_dossier,
    from intermediate.payments_ordered as payments
    left join dossiers using (reference_year, scheme, person_key)
)

select
    reference_year,
    scheme,
    payment_file,
    count(*)::integer as orders,
    (count(*) filter (not has_dossier))::integer as unplaced_orders,
    coalesce(sum(executed_cents) filter (has_dossier), 0)::bigint as on_dossiers_cents,
    coalesce(sum(executed_cents) filter (not has_dossier and executed_cents > 0), 0)::bigint as unplaced_paid_cents,
    coalesce(sum(executed_cents) filter (not has_dossier and executed_cents < 0), 0)::bigint as unplaced_recovered_cents,
from ordered
group by reference_year, scheme, payment_file
