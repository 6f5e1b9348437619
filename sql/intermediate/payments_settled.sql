/*---
grain: one month of registration, of death and of payment
key: [reference_year, registered_month, deceased_month, paid_month]
sums: payments
note: |
  Executed payments of the jobbonus, apart by what they settle: what the person is due today, what goes beyond it, and
  what was paid to somebody who is due nothing. Whoever was never paid more than is due needs no order of payments;
  for the few others they are followed one after the other. Months are the first day of the month.
columns:
  settled_cents: {unit: EUR cent, meaning: part of the payments that meets what is due}
  beyond_cents: {unit: EUR cent, meaning: "part beyond what is due, recoveries taken off; falls back when it is recovered"}
  without_right_cents: {unit: EUR cent, meaning: paid to persons who are due nothing}
---*/
with

executed as (
    select reference_year, person_key, payment_id, kind, amount_cents, executed_on
    from intermediate.payments_ordered
    where scheme = 'jobbonus' and is_executed
),

people as (
    select
        people.reference_year, people.person_key, people.status = 'entitled' as is_entitled, people.payable_cents, people.paid_cents,
        date_trunc('month', people.registered_on)::date as registered_month,
        date_trunc('month', deaths.died_on)::date as deceased_month,
    from intermediate.people_assessed as people
    left join intermediate.deaths_known as deaths using (reference_year, person_key)
),

recovered as (select distinct person_key from executed where kind = 'recovery'),

placed as (
    select
        executed.*,
        people.is_entitled,
        people.payable_cents,
        people.registered_month,
        people.deceased_month,
        date_trunc('month', executed.executed_on)::date as paid_month,
        people.is_entitled and (people.paid_cents > people.payable_cents or recovered.person_key is not null) as needs_order,
    from executed
    left join people using (reference_year, person_key)
    left join recovered using (person_key)
),

ordered as (
    select
        *,
        sum(amount_cents) over so_far as reached_cents,
        coalesce(sum(amount_cents) over before, 0) as before_cents,
    from placed
    where needs_order
    window
        so_far as (partition by person_key order by executed_on, payment_id rows between unbounded preceding and current row),
        before as (partition by person_key order by executed_on, payment_id rows between unbounded preceding and 1 preceding)
),

settled as (
    select
        reference_year, registered_month, deceased_month, paid_month,
        if(coalesce(is_entitled, false), amount_cents, 0) as settled_cents,
        0 as beyond_cents,
        if(coalesce(is_entitled, false), 0, amount_cents) as without_right_cents,
    from placed
    where not coalesce(needs_order, false)
    union all
    select
        reference_year, registered_month, deceased_month, paid_month,
        least(reached_cents, payable_cents) - least(before_cents, payable_cents),
        greatest(reached_cents - payable_cents, 0) - greatest(before_cents - payable_cents, 0),
        0,
    from ordered
)

select
    reference_year,
    registered_month,
    deceased_month,
    paid_month,
    count(*)::integer as payments,
    sum(settled_cents)::bigint as settled_cents,
    sum(beyond_cents)::bigint as beyond_cents,
    sum(without_right_cents)::bigint as without_right_cents,
from settled
group by all
