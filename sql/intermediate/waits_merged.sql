/*---
grain: one step of the time to registration of one category of one dimension
key: [reference_year, dimension, category, week_no]
note: |
  No step may be about too few people (the smallest count of the register), so small steps wait: registrations, exits
  and observations that end are each carried on to the week in which enough have gathered, and what is left at the end
  joins the last step. The people at risk follow from these steps. Exits that are too few in all count as observations
  that ended. A group with fewer people than the smallest group, or too few registrations or others, has no curve.
columns:
  registered: {unit: persons}
  exited: {unit: persons}
  censored: {unit: persons}
checks: ["not is_too_few(registered)", "not is_too_few(exited)", "not is_too_few(censored)"]
---*/
with recursive

counted as (select * from intermediate.waits_counted),

groups as (
    select
        reference_year, dimension, category,
        coalesce(sum(persons) filter (outcome = 'exited'), 0) as exits,
        coalesce(sum(persons) filter (outcome = 'censored'), 0) as censorings,
    from counted
    group by all
    having sum(persons) >= smallest_group()
        and sum(persons) filter (outcome = 'registered') >= 5
        and not is_too_few(coalesce(sum(persons) filter (outcome <> 'registered'), 0))
),

series as (
    select
        reference_year,
        dimension,
        category,
        if(outcome <> 'registered' and (is_too_few(exits) or is_too_few(censorings)), 'censored', outcome) as outcome,
        week_no,
        sum(persons)::integer as persons,
    from counted
    inner join groups using (reference_year, dimension, category)
    group by all
),

placed as (
    select
        *,
        row_number() over (partition by reference_year, dimension, category, outcome order by week_no) as place,
    from series
),

walked as (
    select
        reference_year, dimension, category, outcome, place, week_no, persons,
        persons as held,
        1 as step_no,
    from placed
    where place = 1
    union all
    select
        placed.reference_year, placed.dimension, placed.category, placed.outcome, placed.place, placed.week_no, placed.persons,
        if(is_too_few(walked.held), walked.held, 0) + placed.persons,
        walked.step_no + if(is_too_few(walked.held), 0, 1),
    from walked
    inner join placed
        on placed.place = walked.place + 1
        and placed.reference_year = walked.reference_year
        and placed.dimension = walked.dimension
        and placed.category = walked.category
        and placed.outcome = walked.outcome
),

gathered as (
    select
        reference_year, dimension, category, outcome, step_no,
        max(week_no) as week_no,
        sum(persons)::integer as persons,
    from walked
    group by all
),

steps as (
    select
        * exclude (week_no),
        -- what is left at the end joins the step before it
        if(is_too_few(persons), coalesce(lag(week_no) over (
            partition by reference_year, dimension, category, outcome order by step_no), week_no), week_no) as week_no,
    from gathered
)

select
    reference_year,
    dimension,
    category,
    week_no,
    coalesce(sum(persons) filter (outcome = 'registered'), 0)::integer as registered,
    coalesce(sum(persons) filter (outcome = 'exited'), 0)::integer as exited,
    coalesce(sum(persons) filter (outcome = 'censored'), 0)::integer as censored,
from steps
group by all
