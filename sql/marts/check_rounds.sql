/*---
title: Rondes van controles
grain: one check that a person wrote, in one of the last rounds of checks
key: [check_name, reference_year, round_no]
view: true
publish: true
note: |
  Every round of checks is kept. Of a round only the checks that were made in it stand here: one that is new since has
  no row. Checks that follow from the header of a table are named by it, with a space, and do not stand here.
columns:
  title: {label: Controle}
  severity: {label: Ernst}
  round_no: {label: Ronde, meaning: 1 is the latest}
  checked_at: {label: Gecontroleerd}
  failing_count: {label: Afwijkende rijen}
---*/
with

ranked as (
    select
        check_name, title, reference_year, severity, checked_at, failing_count,
        (dense_rank() over (order by checked_at desc))::integer as round_no,
    from meta.check_results
)

select
    check_name,
    title,
    reference_year,
    severity,
    round_no,
    checked_at,
    failing_count,
from ranked
where round_no <= 6 and not contains(check_name, ' ')
