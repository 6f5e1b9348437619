/*---
title: Kwartaal waarvoor aangiften lijken te ontbreken
severity: warning
owner: datateam
why: |
  A delivery without a quarter, or without the days and hours of one, loads without a fault and leaves people with less
  than their right. Between the quarters of a year the number of people who work moves by a few per cent: a quarter
  with less than three quarters of the fullest one, or with a tenth of its people without complete data, is looked at.
  Years with fewer than a hundred people in their fullest quarter are too small to tell.
---*/
with

quarters as (
    select reference_year, quarter_no, 1 << (quarter_no - 1) as quarter_bit
    from parameters.quarters
),

counted as (
    select
        quarters.reference_year,
        quarters.quarter_no,
        count(*) filter (quarters_marked(people.quarter_marks, 'has_work') & quarter_bit > 0) as persons,
        count(*) filter (quarters_marked(people.quarter_marks, 'is_incomplete') & quarter_bit > 0) as incomplete,
    from quarters
    inner join intermediate.people_described as people using (reference_year)
    group by all
),

compared as (
    select *, max(persons) over (partition by reference_year) as fullest
    from counted
)

select reference_year, quarter_no, persons, incomplete, fullest
from compared
where fullest >= 100 and (persons < 0.75 * fullest or incomplete > 0.1 * persons)
