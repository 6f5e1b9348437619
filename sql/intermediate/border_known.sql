/*---
grain: one person with an application as a border worker, filed by the day the world is seen from
key: [reference_year, person_key]
law: Decreet 20 mei 2022, art. 3 en 8 (contract step 8)
columns:
  has_admissible: {label: Ontvankelijke aanvraag}
  has_pending: {label: Aanvraag nog te beoordelen}
---*/
with

filed as (
    select applications.*
    from staging.border__border_applications as applications
    cross join parameters.as_of as world
    where applications.filed_on <= world.as_of_date
)

select
    reference_year,
    person_key,
    count(*)::integer as application_count,
    coalesce(bool_or(is_admissible), false) as has_admissible,
    bool_or(is_admissible is null) as has_pending,
from filed
group by reference_year, person_key
