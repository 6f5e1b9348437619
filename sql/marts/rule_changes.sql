/*---
title: Gewijzigde waarden van de wet
grain: one value of the law that differs from the year before
key: [reference_year, name, from_quarter, born_from_day]
per: all
publish: true
note: where a rule changes, a figure of the year and one of the year before stand on either side of a break
columns:
  label: {label: Regel}
  value: {label: Nieuw}
  value_before: {label: Ervoor}
  article: {label: Artikel}
  unit: {label: Eenheid}
---*/
with

cited as (
    select
        *,
        coalesce(born_from, '') as born_from_day,
        -- the value that held at the end of the year before
        (
            select max_by(earlier.value, earlier.from_quarter)
            from parameters.citations as earlier
            where earlier.reference_year = citations.reference_year - 1
                and earlier.name = citations.name
                and earlier.born_from is not distinct from citations.born_from
        ) as value_before,
    from parameters.citations as citations
    -- days move with the year by themselves
    where unit <> 'date'
)

select reference_year, name, from_quarter, born_from_day, label, unit, value, value_before, article
from cited
where value_before is not null and value <> value_before
