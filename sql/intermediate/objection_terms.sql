/*---
grain: one reference year and day on which a letter may have been sent
key: [reference_year, sent_on]
per: all
law: Decreet 20 mei 2022, art. 11 (bezwaartermijn); Wet 4 januari 1974 (feestdagen)
note: |
  The term begins on the third working day after sending and lasts until the same day three months later (in a shorter
  month its last day); both numbers are parameters. Saturdays, Sundays and the ten legal holidays are no working days.
columns:
  term_begins_on: {label: Begin van de bezwaartermijn}
  last_day: {label: Laatste dag voor bezwaar}
---*/
with

law as (select reference_year, objection_from_working_day, objection_term_months from parameters.years),

holidays as (select day from intermediate.holidays_dated),

years as (
    select of_year
    from unnest(generate_series((select min(reference_year) from law)::bigint, (select max(reference_year) + 8 from law)::bigint)) as t(of_year)
),

days as (
    select unnest(generate_series(make_date(min(of_year), 1, 1), make_date(max(of_year), 12, 31), interval 1 day))::date as day
    from years
),

working_days as (
    select day, row_number() over (order by day) as place
    from days
    anti join holidays using (day)
    where isodow(day) <= 5
),

-- how many working days there were up to and including each day
counted as (
    select days.day, count(working_days.day) over (order by days.day) as working_day_count
    from days
    left join working_days using (day)
)

select
    law.reference_year,
    counted.day as sent_on,
    working_days.day as term_begins_on,
    (working_days.day + to_months(law.objection_term_months))::date as last_day,
from counted
cross join law
inner join working_days on working_days.place = counted.working_day_count + law.objection_from_working_day
where counted.day >= make_date(law.reference_year, 1, 1)
