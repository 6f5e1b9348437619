/*---
grain: one employer and quarter with counted work of a person with an admissible border application
key: [reference_year, person_key, employer, quarter_no]
patch: person
narrow: intermediate.border_known
law: Decreet 20 mei 2022, art. 5 (contract step 8)
note: |
  Border workers, and people who worked on both sides, are computed employer by employer. A Belgian employer is its
  own pseudonym, a foreign one the application and its number there; one foreign row is one line.
columns:
  wage_fraction: {unit: hundredths}
  payout_fraction: {unit: hundredths}
---*/
with

people as (
    select reference_year, person_key
    from intermediate.people_described
    where has_admissible_application
),

belgian as (
    select
        lines.reference_year,
        lines.person_key,
        'be/' || lines.employer_id as employer,
        false as is_foreign,
        lines.quarter_no,
        lines.wage_cents,
        lines.wage_fraction_e8,
        lines.payout_fraction_e8,
        lines.is_paid_in_tenths,
        lines.is_part_time,
    from intermediate.lines_counted as lines
    semi join people using (reference_year, person_key)
    where lines.is_counted
),

applications as (
    select applications.*
    from staging.border__border_applications as applications
    cross join parameters.as_of as world
    where applications.is_admissible and applications.filed_on <= world.as_of_date
),

foreign_lines as (
    select
        applications.reference_year,
        applications.person_key,
        'x/' || applications.application_id || '/' || employments.employer_no as employer,
        true as is_foreign,
        employments.quarter_no,
        employments.wage_cents,
        -- one fraction for the wage and for the payout
        case
            when employments.hours_hundredths > 0
                then line_fraction_e8(employments.hours_hundredths, employments.reference_hours_per_week_hundredths)
            else line_fraction_e8(employments.days_hundredths, employments.days_per_week_hundredths)
        end as wage_fraction_e8,
        wage_fraction_e8 as payout_fraction_e8,
        false as is_paid_in_tenths,
        employments.is_part_time,
    from applications
    inner join staging.border__border_employments as employments using (reference_year, application_id)
),

lines as (
    select * from belgian
    union all by name
    select * from foreign_lines
)

select
    reference_year,
    person_key,
    employer,
    is_foreign,
    quarter_no,
    sum(wage_cents)::bigint as wage_cents,
    half_up(sum(wage_fraction_e8)::bigint, 1000000)::integer as wage_fraction,
    half_up(sum(payout_fraction_e8)::bigint, 1000000)::integer as payout_fraction,
    bool_or(is_paid_in_tenths) as has_tenths,
    bool_or(is_part_time) as has_part_time,
    (sum(wage_cents) > 0) <> (sum(wage_fraction_e8) > 0) as is_incomplete,
from lines
group by all
