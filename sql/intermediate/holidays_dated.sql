/*---
grain: one legal holiday
key: [day]
per: all
view: true
law: Wet 4 januari 1974 (feestdagen)
columns:
  label: {label: Feestdag}
---*/
with

years as (
    select of_year, easter_sunday(of_year) as easter
    from unnest(generate_series(2021, (select max(reference_year) + 8 from parameters.years)::bigint)) as t(of_year)
),

dated as (
    select
        coalesce(make_date(years.of_year, rules.month_no, rules.day_no), years.easter + rules.after_easter_no)::date as day,
        rules.label,
    from years
    cross join codes.holiday_rules as rules
)

-- two holidays can fall on one day: Ascension and Labour Day in 2008
select day, string_agg(label, ', ' order by label) as label
from dated
group by day
