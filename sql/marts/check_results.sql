/*---
title: Uitslagen van de controles
grain: one check of the last round since the results were computed
key: [check_name, reference_year]
view: true
publish: true
note: a round from before the last run says nothing about what stands there now, and does not appear
columns:
  title: {label: Controle}
  severity: {label: Ernst}
  kind: {label: Soort, meaning: "of a check that follows from the header of a table: key, rows or condition; null for one that was written"}
  layer: {label: Laag, meaning: the schema of that table}
  failing_count: {label: Afwijkende rijen}
  checked_at: {label: Gecontroleerd}
---*/
select
    check_name,
    arg_max(title, checked_at) as title,
    reference_year,
    arg_max(severity, checked_at) as severity,
    -- what follows from a header is named by its table and what it holds
    case
        when not contains(check_name, ' ') then null
        when ends_with(check_name, ' key') then 'key'
        when ends_with(check_name, ' rows') then 'rows'
        else 'condition'
    end as kind,
    if(contains(check_name, ' '), split_part(check_name, '.', 1), null) as layer,
    arg_max(failing_count, checked_at) as failing_count,
    max(checked_at) as checked_at,
from meta.check_results
where checked_at >= (select max(finished_at) from meta.runs)
group by check_name, reference_year
