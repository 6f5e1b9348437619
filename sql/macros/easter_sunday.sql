/*---
meaning: |
  Easter Sunday of a year in the Gregorian calendar (Butcher 1876; Meeus, Astronomical Algorithms, ch. 8). The names
  are those of the recipe: golden number, century, leap corrections, moon, weekday.
---*/
create or replace macro easter_sunday(of_year) as (
    with
    a as (select of_year % 19 as golden, of_year // 100 as century, of_year % 100 as rest),
    b as (
        select *, (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30 as moon
        from a
    ),
    c as (select *, (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7 as weekday from b),
    d as (select moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114 as place from c)

    select make_date(of_year, place // 31, place % 31 + 1) from d
)
