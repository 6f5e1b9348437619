/*---
grain: one headline figure of one reference year, as seen from one day
key: [reference_year, figure_no, as_of_date]
per: all
view: true
publish: true
note: |
  A vintage is the last run that saw the world from that day. Runs are added, never changed; the difference is with the
  vintage before it.
columns:
  figure: {label: Cijfer}
  vintage_no: {label: Versie}
  persons: {unit: persons, label: Personen}
  value: {label: Waarde, of: persons}
  before: {label: Vorige versie, of: persons_before}
  persons_before: {unit: persons, label: Personen in de vorige versie}
  revision_share: {unit: share, label: Herziening, of: persons}
---*/
with

vintages as (
    select *
    from meta.headlines
    qualify row_number() over (partition by reference_year, figure_no, as_of_date order by run_id desc) = 1
),

followed as (
    select
        *,
        (row_number() over figures)::integer as vintage_no,
        lag(value) over figures as before,
        lag(persons) over figures as persons_before,
    from vintages
    window figures as (partition by reference_year, figure_no order by as_of_date)
)

select
    reference_year,
    figure_no,
    figure,
    unit,
    as_of_date,
    run_id,
    vintage_no,
    persons,
    value::decimal(18, 4) as value,
    persons_before,
    before,
    -- statistics, not money: a binary fraction will do
    (value - before)::double / nullif(before, 0)::double as revision_share,
from followed
