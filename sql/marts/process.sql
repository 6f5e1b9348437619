/*---
title: Doorlooptijd per stap
grain: one step of the process of one reference year
key: [reference_year, step_no]
publish: true
law: Decreet 20 mei 2022, art. 9 tot 12
note: |
  Days between two moments of one dossier. Waiting are the dossiers that passed the first moment and not yet the
  second; how long the longest of them waits is counted to the day the world is seen from.
columns:
  step: {label: Stap}
  persons: {unit: persons, label: Doorlopen}
  median_days: {unit: days, label: Mediaan, of: persons}
  p90_days: {unit: days, label: 90%, of: persons}
  p99_days: {unit: days, label: 99%, of: persons}
  waiting: {unit: persons, label: Wachtend, nests: "case step_no when 1 then 'not registered' end"}
  longest_waiting_days: {unit: days, label: Langst wachtend, of: waiting}
---*/
with

world as (select * from parameters.as_of),

people as (
    select
        reference_year, notified_on, registered_on, first_paid_on, persons,
        -- payment can begin when there is a letter and an account; whoever is paid had both
        if(notified_on is null or registered_on is null, first_paid_on, greatest(notified_on, registered_on)) as payable_from,
        years.application_deadline_date as deadline,
    from intermediate.entitled_dated
    left join parameters.years as years using (reference_year)
),

spans as (
    select reference_year, 1 as step_no, notified_on as from_day, greatest(registered_on, notified_on) as until_day, registered_on is null as is_waiting, sum(persons) as n
    from people
    cross join world
    -- after the deadline nobody waits for an account any more
    where notified_on is not null and coalesce(registered_on >= notified_on, as_of_date <= deadline)
    group by all
    union all
    select reference_year, 2, payable_from, greatest(first_paid_on, payable_from), first_paid_on is null, sum(persons)
    from people
    where payable_from is not null
    group by all
    union all
    select reference_year, 3, filed_on, decided_on, decided_on is null, count(*)
    from intermediate.objections_followed
    group by all
    union all
    select reference_year, 4, received_on, if(closed_on <= as_of_date, closed_on, null), coalesce(closed_on > as_of_date, true), count(*)
    from staging.complaints__complaints
    cross join world
    where received_on <= as_of_date and coalesce(closed_on >= received_on, true)
    group by all
    union all
    select reference_year, 5, started_on, first_declared_on, first_declared_on is null, count(*)
    from intermediate.starters_assessed
    where has_jobbonus_year_before and is_recently_employed and not has_refused
        and coalesce(first_declared_on >= started_on, true)
    group by all
    union all
    select reference_year, 6, first_declared_on, first_paid_on, first_paid_on is null, count(*)
    from intermediate.starters_assessed
    where status = 'entitled' and coalesce(first_paid_on >= first_declared_on, true)
    group by all
),

-- a few who declared and have no right are counted with those who wait: who declared is told elsewhere
declared as (
    select reference_year, 6 as step_no, count(*) as declared
    from intermediate.starters_assessed
    where has_jobbonus_year_before and is_recently_employed and not has_refused and has_declared
    group by reference_year
),

-- many dossiers share two days: count the days, not the dossiers
days as (
    select
        reference_year, step_no, is_waiting,
        (if(is_waiting, world.as_of_date, until_day) - from_day)::integer as days,
        sum(n) as n,
    from spans
    cross join world
    group by all
),

placed as (
    select
        *,
        sum(n) over (partition by reference_year, step_no, is_waiting order by days) as so_far,
        sum(n) over (partition by reference_year, step_no, is_waiting) as total,
    from days
),

names as (
    select unnest([
        {step_no: 1, step: 'Van brief tot rekening'},
        {step_no: 2, step: 'Van brief en rekening tot betaling'},
        {step_no: 3, step: 'Van bezwaar tot beslissing'},
        {step_no: 4, step: 'Van klacht tot afsluiting'},
        {step_no: 5, step: 'Jobbonus plus: van start tot verklaring'},
        {step_no: 6, step: 'Jobbonus plus: van verklaring tot betaling'}
    ]) as name
)

select
    placed.reference_year,
    placed.step_no,
    any_value(names.name.step) as step,
    coalesce(max(total) filter (not is_waiting), 0)::integer as persons,
    (min(days) filter (not is_waiting and so_far * 100 >= total * 50))::integer as median_days,
    (min(days) filter (not is_waiting and so_far * 100 >= total * 90))::integer as p90_days,
    (min(days) filter (not is_waiting and so_far * 100 >= total * 99))::integer as p99_days,
    or_whole(coalesce(max(total) filter (is_waiting), 0), any_value(declared.declared) - persons)::integer as waiting,
    (max(days) filter (is_waiting))::integer as longest_waiting_days,
from placed
inner join names on placed.step_no = names.name.step_no
left join declared on placed.reference_year = declared.reference_year and placed.step_no = declared.step_no
group by placed.reference_year, placed.step_no
