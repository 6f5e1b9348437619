/*---
grain: one entry on the account of one dossier
key: [reference_year, scheme, person_key, entry_on, kind, reference]
view: true
law: Decreet 20 mei 2022, art. 9 en 10
note: |
  Append only. Awards and supplements are what each run added to or took from the right (meta.postings); payments and
  recoveries are the executed orders; what was not claimed by the deadline is written off the day after. Rights count
  up, money that went out counts down, so the balance of a dossier is the sum of its entries: above zero is still due,
  below zero is to be recovered. An order that was only given, or came back, is no entry.
columns:
  kind: {label: Soort}
  amount: {unit: EUR, label: Bedrag}
  reference: {label: Verwijzing, meaning: the run that posted it or the payment order}
---*/
with

world as (select * from parameters.as_of),

posted as (
    select
        reference_year, scheme, person_key, posted_on as entry_on,
        'berekening ' || lpad(run_id::varchar, 6, '0') as reference,
        unnest([
            {kind: 'award', cents: award_cents},
            {kind: 'supplement', cents: supplement_cents}
        ]) as entry,
    from meta.postings
    -- the years that are shown
    semi join parameters.years using (reference_year)
),

paid as (
    select
        reference_year, scheme, person_key, executed_on as entry_on, payment_id as reference,
        if(kind = 'recovery', 'recovery', 'payment') as kind,
        -amount_cents as cents,
    from intermediate.payments_ordered
    where is_executed
),

-- without an account by the deadline the right ends
lapsed as (
    select
        reference_year, 'jobbonus' as scheme, person_key,
        years.application_deadline_date + 1 as entry_on,
        'vervallen' as reference,
        'write_off' as kind,
        paid_cents - payable_cents as cents,
    from intermediate.people_assessed as people
    inner join parameters.years as years using (reference_year)
    cross join world
    where people.status = 'entitled' and people.registered_on is null and people.payable_cents > people.paid_cents
        and world.as_of_date > years.application_deadline_date
)

select
    entries.reference_year,
    entries.scheme,
    entries.person_key,
    entries.entry_on,
    entries.kind,
    entries.reference,
    eur(entries.cents) as amount,
from (
    select * exclude (entry), entry.kind as kind, entry.cents as cents from posted where entry.cents <> 0
    union all by name
    select * from paid
    union all by name
    select * from lapsed
) as entries
