/*---
grain: one objection filed by the day the world is seen from
key: [objection_id]
law: Decreet 20 mei 2022, art. 11 en 12
note: |
  A decision after that day is not known yet. What an objection brought is what was paid on top or recovered for that
  person and year from the day it was filed on; a decision before the filing date is no decision (a check lists it).
columns:
  outcome: {label: Uitkomst, meaning: open until it is decided}
  lead_days: {unit: days, label: Doorlooptijd}
  is_in_time: {label: Binnen de bezwaartermijn, meaning: null when no decision letter is known}
---*/
with

world as (select * from parameters.as_of),

filed as (
    select
        objections.* exclude (decided_on, outcome),
        if(decided_on between filed_on and world.as_of_date, decided_on, null) as decided_on,
        if(decided_on between filed_on and world.as_of_date, coalesce(outcome, 'unknown'), 'open') as outcome,
        world.as_of_date,
    from staging.objections__objections as objections
    cross join world
    where filed_on <= world.as_of_date
),

settled as (
    select
        filed.objection_id,
        sum(payments.amount_cents) filter (payments.kind = 'supplement') as supplement_cents,
        -sum(payments.amount_cents) filter (payments.kind = 'recovery') as recovery_cents,
    from filed
    inner join intermediate.payments_ordered as payments
        on filed.reference_year = payments.reference_year and filed.person_key = payments.person_key
        and payments.scheme = 'jobbonus' and payments.is_executed and payments.ordered_on >= filed.filed_on
    -- two objections about one year: the payment answers the last one before it
    where not exists (
        from filed as later
        where later.reference_year = filed.reference_year and later.person_key = filed.person_key
            and (later.filed_on, later.objection_id) > (filed.filed_on, filed.objection_id)
            and later.filed_on <= payments.ordered_on
    )
    group by filed.objection_id
),

-- the last decision before the objection is the one it is against
against as (
    select filed.objection_id, max(terms.last_day) as last_day
    from filed
    inner join intermediate.letters_sent as letters
        on filed.reference_year = letters.reference_year and filed.person_key = letters.person_key
        and letters.scheme = 'jobbonus' and letters.kind in ('decision', 'refusal')
        and letters.sent_on <= filed.filed_on
    inner join intermediate.objection_terms as terms
        on letters.reference_year = terms.reference_year and letters.sent_on = terms.sent_on
    group by filed.objection_id
)

select
    filed.objection_id,
    filed.reference_year,
    filed.person_key,
    filed.filed_on,
    filed.decided_on,
    filed.outcome,
    (coalesce(filed.decided_on, filed.as_of_date) - filed.filed_on)::integer as lead_days,
    filed.filed_on <= against.last_day as is_in_time,
    coalesce(settled.supplement_cents, 0)::bigint as supplement_cents,
    coalesce(settled.recovery_cents, 0)::bigint as recovery_cents,
from filed
left join settled using (objection_id)
left join against using (objection_id)
