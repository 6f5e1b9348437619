/*---
grain: one check of the last round of checks
key: [check_name, reference_year]
view: true
publish: true
columns:
  title: {label: Controle}
  severity: {label: Ernst}
  failing_count: {label: Afwijkende rijen}
  checked_at: {label: Gecontroleerd}
---*/
select
    check_name,
    title,
    reference_year,
    severity,
    failing_count,
    checked_at,
from meta.check_results
