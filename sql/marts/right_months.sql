/*---
title: Recht per maand
grain: one month of a reference year, from its first letter on
key: [reference_year, month_ends_on]
law: Decreet 20 mei 2022, art. 8 en 9
publish: true
course: {step: month_ends_on, totals: [registered, payments]}
note: |
  The identity of the budget desk at the end of every month, with the amounts as they are known today, so also after
  late mutations: what is due = paid + open + lapsed. Paid comes from the ledger of payments, open from the dossiers;
  they meet only when every cent reaches its dossier. What was paid beyond the right stands apart and is never netted.
  On the last day every part is the one of marts.open_amounts; what is open of people who died stands in it, and is told.
  A month in which an account came of a few people, or a few payments were made, is told with the next: its euro would
  be theirs.
columns:
  entitled: {unit: persons, label: Rechthebbenden, nests: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, stays: true}
  payments: {label: Uitgevoerde betalingen, stays: true}
  entitled_eur: {unit: EUR, label: Recht, of: entitled}
  paid_eur: {unit: EUR, label: Uitbetaald op het recht, of: entitled}
  open_registered_eur: {unit: EUR, label: "Rekening gekend, nog te betalen", of: entitled}
  open_unregistered_eur: {unit: EUR, label: Wacht op een rekening, of: entitled}
  deceased: {unit: persons, label: "Overleden, nog niets uitbetaald"}
  open_deceased_eur: {unit: EUR, label: "waarvan open, begunstigde overleden", of: deceased}
  lapsed_eur: {unit: EUR, label: Vervallen, of: entitled}
  beyond_eur: {unit: EUR, label: Meer betaald dan het recht, of: entitled}
  without_right_eur: {unit: EUR, label: Betaald zonder recht, of: entitled}
  ledger_eur: {unit: EUR, label: Volgens het grootboek}
---*/
with

settled as (select * from intermediate.payments_settled),
years as (select * from parameters.years),
world as (select * from parameters.as_of),

due as (
    select
        reference_year,
        date_trunc('month', registered_on)::date as registered_month,
        date_trunc('month', first_paid_on)::date as paid_month,
        deceased_month,
        sum(persons) as entitled,
        sum(payable_cents)::bigint as payable_cents,
    from intermediate.entitled_dated
    group by all
),

spans as (
    select
        years.reference_year,
        any_value(years.application_deadline_date) as deadline,
        coalesce(min(people.notified_on), make_date(years.reference_year + 1, 10, 1)) as starts_on,
    from years
    left join intermediate.people_assessed as people using (reference_year)
    group by years.reference_year
),

months as (
    select spans.reference_year, spans.deadline, least(last_day(month_start::date), world.as_of_date) as month_ends_on
    from spans
    cross join world
    cross join unnest(generate_series(date_trunc('month', spans.starts_on), world.as_of_date::timestamp, interval 1 month)) as m(month_start)
),

-- at the end of a month somebody has an account or waits, alive or not
due_then as (
    select
        months.reference_year,
        months.month_ends_on,
        any_value(months.deadline) as deadline,
        sum(due.entitled) as entitled,
        sum(due.entitled) filter (registered_month <= month_ends_on) as registered,
        sum(due.entitled) filter (deceased_month <= month_ends_on and coalesce(paid_month > month_ends_on, true)) as deceased,
        sum(due.payable_cents) as payable_cents,
        sum(due.payable_cents) filter (coalesce(registered_month <= month_ends_on, false)) as registered_cents,
        sum(due.payable_cents) filter (not coalesce(registered_month <= month_ends_on, false)) as unregistered_cents,
        -- of who died without an account nothing is open after the deadline
        sum(due.payable_cents) filter (deceased_month <= month_ends_on and (coalesce(registered_month <= month_ends_on, false) or month_ends_on <= deadline)) as deceased_cents,
    from months
    inner join due using (reference_year)
    group by months.reference_year, months.month_ends_on
),

paid_then as (
    select
        months.reference_year,
        months.month_ends_on,
        sum(payments) as payments,
        sum(settled_cents) as settled_cents,
        sum(beyond_cents) as beyond_cents,
        sum(without_right_cents) as without_right_cents,
        sum(settled_cents) filter (coalesce(registered_month <= month_ends_on, false)) as registered_cents,
        sum(settled_cents) filter (not coalesce(registered_month <= month_ends_on, false)) as unregistered_cents,
        sum(settled_cents) filter (deceased_month <= month_ends_on and (coalesce(registered_month <= month_ends_on, false) or month_ends_on <= deadline)) as deceased_cents,
    from months
    inner join settled on settled.reference_year = months.reference_year and settled.paid_month <= months.month_ends_on
    group by months.reference_year, months.month_ends_on
),

-- the ledger by itself: no dossier is asked
ledger as (
    select months.reference_year, months.month_ends_on, sum(payments.amount_cents) as ledger_cents
    from months
    inner join (
        select reference_year, date_trunc('month', executed_on)::date as paid_month, sum(amount_cents) as amount_cents
        from intermediate.payments_ordered
        -- the last month may end with the day: what was executed later in it is not known yet
        where scheme = 'jobbonus' and is_executed
        group by all
    ) as payments on payments.reference_year = months.reference_year and payments.paid_month <= months.month_ends_on
    group by all
),

opened as (
    select
        due_then.*,
        coalesce(paid_then.payments, 0) as payments,
        coalesce(ledger.ledger_cents, 0) as ledger_cents,
        coalesce(paid_then.beyond_cents, 0) as beyond_cents,
        coalesce(paid_then.without_right_cents, 0) as without_right_cents,
        coalesce(due_then.registered_cents, 0) - coalesce(paid_then.registered_cents, 0) as open_registered_cents,
        coalesce(due_then.unregistered_cents, 0) - coalesce(paid_then.unregistered_cents, 0) as open_unregistered_cents,
        coalesce(due_then.deceased_cents, 0) - coalesce(paid_then.deceased_cents, 0) as open_deceased_cents,
        due_then.month_ends_on > due_then.deadline as is_over,
    from due_then
    left join paid_then using (reference_year, month_ends_on)
    left join ledger using (reference_year, month_ends_on)
)

select
    reference_year,
    month_ends_on,
    entitled::integer as entitled,
    coalesce(registered, 0)::integer as registered,
    payments::integer as payments,
    eur(payable_cents::bigint) as entitled_eur,
    eur((ledger_cents - beyond_cents - without_right_cents)::bigint) as paid_eur,
    eur(open_registered_cents::bigint) as open_registered_eur,
    -- without an account the right ends with the deadline
    eur(if(is_over, 0, open_unregistered_cents)::bigint) as open_unregistered_eur,
    coalesce(deceased, 0)::integer as deceased,
    eur(open_deceased_cents::bigint) as open_deceased_eur,
    eur(if(is_over, open_unregistered_cents, 0)::bigint) as lapsed_eur,
    eur(beyond_cents::bigint) as beyond_eur,
    eur(without_right_cents::bigint) as without_right_eur,
    eur(ledger_cents::bigint) as ledger_eur,
from opened
