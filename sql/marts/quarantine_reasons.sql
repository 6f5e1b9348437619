/*---
title: Redenen van quarantaine
grain: one reason for which rows of a delivered table did not load
key: [delivery_id, table_name, reason]
per: all
publish: true
note: |
  What may hang on the rows: a row of a declaration, of a person or of a border file is about one person, who can be due
  no more than the largest bonus of the year and the supplement. Nothing hangs on the rows of a delivery that was
  replaced, and what hangs on those of other sources is not known.
columns:
  reason: {label: Reden}
  row_count: {label: Rijen}
  reference_year: {meaning: "of the delivery; null for a stream"}
  at_most_eur: {unit: EUR, label: Hoogstens in het geding, meaning: "null where it is not known, or the year has no law"}
---*/
with

most as (
    select quarters.reference_year, max(quarters.max_award_eur + years.supplement_eur) as most_eur
    from parameters.quarters as quarters
    inner join parameters.years as years using (reference_year)
    group by quarters.reference_year
)

select
    deliveries.delivery_id,
    deliveries.reference_year,
    quarantine.table_name,
    quarantine.reason,
    count(*)::integer as row_count,
    case
        when not deliveries.is_in_force then 0
        when deliveries.source in ('dmfa', 'persons', 'border') then count(*) * most.most_eur
    end::decimal(18, 2) as at_most_eur,
from meta.quarantine as quarantine
inner join meta.deliveries as deliveries using (load_seq)
left join most using (reference_year)
group by deliveries.delivery_id, deliveries.reference_year, deliveries.source, deliveries.is_in_force,
    quarantine.table_name, quarantine.reason, most.most_eur
