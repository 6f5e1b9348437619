/*---
grain: one state and entry of a wait
key: [reference_year, state, entry]
sums: persons
note: everybody of people_waited stands in exactly one row; what counts people by how their wait ended is a sum of these
columns:
  persons: {unit: persons, label: Personen}
---*/
with

people as (
    select *, paid_cents > 0 as is_paid, known_since_on is not null as has_account, notified_on is not null as is_notified
    from intermediate.people_waited
)

select
    reference_year,
    state,
    entry,
    count(*)::integer as persons,
    count(*) filter (is_notified)::integer as notified,
    count(*) filter (has_account)::integer as registered,
    count(*) filter (is_paid)::integer as paid,
    count(*) filter (has_account and is_notified)::integer as registered_notified,
    count(*) filter (is_paid and is_notified)::integer as paid_notified,
    count(*) filter (is_paid and has_account)::integer as paid_registered,
    sum(payable_cents)::bigint as payable_cents,
    sum(paid_cents)::bigint as paid_cents,
    coalesce(sum(payable_cents) filter (has_account), 0)::bigint as registered_cents,
from people
group by all
