/*---
title: Scorebord van het jaarplan
grain: one line of the board table of the annual plan, per reference year
key: [reference_year, line]
law: Ondernemingsplan DWSE, boordtabel jobbonus en jobbonus plus
publish: true
note: |
  A complaint counts as a person: fewer than five of them are nobody's business, and how long they took follows the number
  that was closed. Jobbonus plus asks a jobbonus over the year before the start, so the first reference year of the
  jobbonus has none: its lines are not in force there.
columns:
  line_no: {label: Volgorde}
  label: {label: Lijn}
  value: {label: Waarde, of: persons}
  persons: {unit: persons, label: Personen, meaning: how many persons or complaints the value is of, nests: "case line when 'employees_received' then 'received' when 'employees_to_calculate' then 'to calculate' when 'employees_approved' then 'entitled' else split_part(line, '_', 1) end"}
  is_in_force: {label: Van toepassing}
---*/
with

years as (select * from parameters.reference_years),

world as (select * from parameters.as_of),

people as (
    select
        reference_year,
        sum(persons) filter (category = 'employee') as employees_received,
        sum(persons) filter (category = 'employee' and status not in ('out_of_scope', 'incomplete')) as employees_to_calculate,
        sum(persons) filter (category = 'employee' and status = 'entitled') as employees_approved,
        sum(persons) filter (category in ('border', 'combined')) as border_received,
        sum(persons) filter (category in ('border', 'combined') and has_admissible_application) as border_admissible,
        sum(persons) filter (
            category in ('border', 'combined') and status not in ('out_of_scope', 'incomplete', 'pending', 'inadmissible')
        ) as border_to_calculate,
        sum(persons) filter (category in ('border', 'combined') and status = 'entitled') as border_approved,
    from intermediate.dossiers_counted
    group by reference_year
),

complaints as (
    select
        complaints.reference_year,
        count(*) as complaints_received,
        count(*) filter (is_admissible) as complaints_admissible,
        count(*) filter (is_founded) as complaints_founded,
        count(*) filter (is_admissible and closed_on <= world.as_of_date) as closed_count,
        sum(closed_on - received_on) filter (is_admissible and closed_on <= world.as_of_date) as closed_days,
    from staging.complaints__complaints as complaints
    cross join world
    where received_on <= world.as_of_date
    group by complaints.reference_year
),

starters as (
    select
        reference_year,
        count(*) as plus_dossiers,
        count(*) filter (has_declared) as plus_declarations,
        count(*) filter (has_decision_letter) as plus_decided,
        count(*) filter (paid_cents > 0) as plus_paid,
    from intermediate.starters_assessed
    where has_jobbonus_year_before and is_recently_employed
    group by reference_year
),

credits as (
    select
        fiscal_year - 1 as reference_year,
        sum(amount_cents) filter (appropriation = 'VEK') as plus_vek_cents,
        sum(amount_cents) filter (appropriation = 'VAK') as plus_vak_cents,
    from staging.budget__credits
    cross join world
    where scheme = 'plus' and kind = 'realised' and booked_on <= world.as_of_date
    group by fiscal_year
),

everything as (
    select *
    from years
    left join people using (reference_year)
    left join complaints using (reference_year)
    left join starters using (reference_year)
    left join credits using (reference_year)
),

lines as (
    select
        reference_year,
        unnest([
            {line_no: 1, persons: coalesce(employees_received, 0)::bigint, line: 'employees_received', label: 'Loontrekkenden en ambtenaren – aantal ontvangen dossiers', value: coalesce(employees_received, 0)::decimal(18, 2)},
            {line_no: 2, persons: coalesce(employees_to_calculate, 0), line: 'employees_to_calculate', label: 'Loontrekkenden en ambtenaren – aantal te berekenen dossiers', value: coalesce(employees_to_calculate, 0)},
            {line_no: 3, persons: coalesce(employees_approved, 0), line: 'employees_approved', label: 'Loontrekkenden en ambtenaren – aantal goedgekeurde dossiers', value: coalesce(employees_approved, 0)},
            {line_no: 4, persons: coalesce(border_received, 0), line: 'border_received', label: 'Grensarbeiders – aantal ontvangen dossiers', value: coalesce(border_received, 0)},
            {line_no: 5, persons: coalesce(border_admissible, 0), line: 'border_admissible', label: 'Grensarbeiders – aantal ontvankelijke dossiers', value: coalesce(border_admissible, 0)},
            {line_no: 6, persons: coalesce(border_to_calculate, 0), line: 'border_to_calculate', label: 'Grensarbeiders – aantal te berekenen dossiers', value: coalesce(border_to_calculate, 0)},
            {line_no: 7, persons: coalesce(border_approved, 0), line: 'border_approved', label: 'Grensarbeiders – aantal goedgekeurde dossiers', value: coalesce(border_approved, 0)},
            {line_no: 8, persons: coalesce(complaints_received, 0), line: 'complaints_received', label: 'Aantal ontvangen klachten', value: coalesce(complaints_received, 0)},
            {line_no: 9, persons: coalesce(complaints_admissible, 0), line: 'complaints_admissible', label: 'Aantal ontvankelijke klachten', value: coalesce(complaints_admissible, 0)},
            {line_no: 10, persons: coalesce(complaints_founded, 0), line: 'complaints_founded', label: 'Aantal gegronde klachten', value: coalesce(complaints_founded, 0)},
            {line_no: 11, persons: coalesce(closed_count, 0), line: 'complaints_lead_time_days', label: 'Doorlooptijd ontvankelijke klachten (dagen)', value: if(closed_count > 0, half_up(closed_days::bigint * 10, closed_count)::decimal(18, 0) * 0.1, null)},
            {line_no: 12, persons: coalesce(plus_dossiers, 0), line: 'plus_dossiers', label: 'Jobbonus plus – aantal dossiers eerste schijf', value: coalesce(plus_dossiers, 0)},
            {line_no: 13, persons: coalesce(plus_declarations, 0), line: 'plus_declarations', label: 'Jobbonus plus – aantal de-minimisverklaringen eerste schijf', value: coalesce(plus_declarations, 0)},
            {line_no: 14, persons: coalesce(plus_decided, 0), line: 'plus_decided', label: 'Jobbonus plus – aantal besliste dossiers eerste schijf', value: coalesce(plus_decided, 0)},
            {line_no: 15, persons: coalesce(plus_paid, 0), line: 'plus_paid', label: 'Jobbonus plus – aantal betaalde dossiers eerste schijf', value: coalesce(plus_paid, 0)},
            {line_no: 16, persons: null, line: 'plus_vek_realised', label: 'Jobbonus plus – VEK gerealiseerd', value: coalesce(eur(plus_vek_cents::bigint), 0)},
            {line_no: 17, persons: null, line: 'plus_vak_realised', label: 'Jobbonus plus – VAK gerealiseerd', value: coalesce(eur(plus_vak_cents::bigint), 0)}
        ]) as line,
    from everything
)

select
    reference_year,
    line.line as line,
    line.value::decimal(18, 2) as value,
    line.line_no as line_no,
    line.persons::integer as persons,
    line.label as label,
    -- jobbonus plus asks a jobbonus over the year before: in the first year there was none
    not starts_with(line.line, 'plus_') or reference_year > first_year.first_reference_year as is_in_force,
from lines
cross join parameters.first_year as first_year
