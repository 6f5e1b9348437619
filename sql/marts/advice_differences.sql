/*---
title: Verschillen met het advies van MAGDA
grain: one direction and size of difference between MAGDA's reference wage and ours, per quarter
key: [reference_year, quarter_no, direction, size]
sums: persons
law: Decreet 20 mei 2022, art. 8
publish: true
note: compared, counted and listed; our own wage decides and neither is ever changed to agree
columns:
  direction: {label: Richting}
  size: {label: Grootte}
  persons: {unit: persons, label: Personen}
---*/
with

-- the quarter is chosen beside the advice: five million advices look up two million persons, each on one row
compared as (
    select
        reference_year,
        quarter_no,
        coalesce(quarters_marked(people.quarter_marks, 'has_work') & (1 << (quarter_no - 1)) > 0, false) as has_work,
        case when has_work then
            case quarter_no
                when 1 then people.q1_reference_wage_cents
                when 2 then people.q2_reference_wage_cents
                when 3 then people.q3_reference_wage_cents
                when 4 then people.q4_reference_wage_cents
            end
        end as our_cents,
        advices.advised_reference_wage_cents as their_cents,
        our_cents is not null as has_ours,
        their_cents is not null as has_theirs,
        sign(our_cents - their_cents) as sign,
        abs(our_cents - their_cents) as difference_cents,
        case
            when difference_cents <= 1 then difference_cents
            when difference_cents < 100 then 2
            when difference_cents < 1000 then 3
            when difference_cents < 10000 then 4
            else 5
        end as size_no,
    from staging.advice__advices as advices
    left join intermediate.people_described as people using (reference_year, person_key)
),

advices_counted as (
    select
        reference_year, quarter_no, has_work, has_ours, has_theirs, sign, if(has_ours and has_theirs, size_no, 0) as size_no,
        count(*) as persons,
    from compared
    group by all
),

-- a quarter that is worked in has one advice or none: those without are what is left of all
unadvised as (
    select reference_year, quarter_no, has_ours, sum(persons) as persons
    from (
        select reference_year, quarter_no, wage_cents is not null as has_ours, count(*) as persons
        from intermediate.wages_by_quarter
        group by all
        union all
        select reference_year, quarter_no, has_ours, -persons from advices_counted where has_work
    )
    group by reference_year, quarter_no, has_ours
),

counted as (
    select reference_year, quarter_no, has_ours, has_theirs, sign, size_no, persons from advices_counted
    union all
    select reference_year, quarter_no, has_ours, false, null, 0, persons from unadvised where persons <> 0
)

select
    reference_year,
    quarter_no,
    case
        when not has_ours and not has_theirs then 'geen van beide'
        when not has_ours then 'alleen MAGDA'
        when not has_theirs then 'alleen eigen berekening'
        when sign = 0 then 'gelijk'
        when sign > 0 then 'eigen berekening hoger'
        else 'MAGDA hoger'
    end as direction,
    case size_no
        when 0 then ''
        when 1 then '1 cent'
        when 2 then 'minder dan 1 euro'
        when 3 then '1 tot 10 euro'
        when 4 then '10 tot 100 euro'
        else '100 euro of meer'
    end as size,
    sum(persons)::integer as persons,
from counted
group by all
