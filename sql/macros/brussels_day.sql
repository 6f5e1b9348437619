/*---
meaning: |
  The day of a moment on the calendar of Brussels, which is never behind UTC and at most two hours before it: only in
  the last two hours of a UTC day must the time zone be asked, and that costs ten times as much as a division.
---*/
create or replace macro brussels_day(moment) as (
    if(
        epoch_us(moment) % 86400000000 between 0 and 79199999999,
        date '1970-01-01' + (epoch_us(moment) // 86400000000)::integer,
        timezone('Europe/Brussels', moment)::date
    )
)
