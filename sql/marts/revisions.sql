/*---
title: Versies van de hoofdcijfers
grain: one headline figure of one reference year, as seen from one day
key: [reference_year, figure_no, as_of_date]
per: all
view: true
publish: true
note: |
  A vintage is the last run that saw the world from that day. Runs are added, never changed. Two vintages beside each
  other tell how many people came or went between them, so a vintage of a figure shows only where it differs from
  every shown one by nobody or by five people or more (R68). The latest shows as it does elsewhere on the site; from
  there back the others are taken or passed over. An amount may differ by few cents or euro only
  when five people must be behind it: with fewer people more or less, by more than four times what one can be due.
  A rate shows where both of its parts do. Of two figures of one vintage that lie within each other, and differ by fewer
  than five people, the smaller one is passed over, so that no later vintage names it as the one before either.
  A revision is held against the shown vintage before it, and that of a rate is counted from rates as they are written,
  in tenths of a percent. A figure that its latest vintage knows not to apply (nobody it could be about) has no value in
  an earlier one either.
columns:
  figure: {label: Cijfer}
  vintage_no: {label: Versie}
  is_latest: {label: Laatste versie}
  smallest_group: {unit: persons, label: Kleinste groep, meaning: fewest people that the figure or its difference would tell of, nests: "case when is_latest then case figure_no when 1 then 'entitled' when 3 then 'entitled' when 4 then 'registered' when 5 then 'paid' when 9 then 'plus' when 10 then 'plus' end end"}
  persons: {label: Personen, of: smallest_group}
  value: {label: Waarde, of: smallest_group}
  before: {label: Vorige getoonde versie, of: smallest_group}
  revision_share: {unit: share, label: Herziening, of: smallest_group}
  bound_share: {unit: share, label: Grens, meaning: a larger revision needs a note}
  note: {label: Toelichting}
  unit: {label: Eenheid}
  run_id: {label: Berekening}
---*/
with

vintages as (
    -- an earlier vintage may have called the figure otherwise, or have kept a nought of what was not in force
    select * replace (
        first_value(figure) over (partition by figure_no order by run_id desc) as figure,
        if(first_value(persons) over latest_first is null, null, persons) as persons,
        if(first_value(persons) over latest_first is null, null, value) as value
    )
    from meta.headlines
    window latest_first as (partition by reference_year, figure_no order by run_id desc)
    qualify row_number() over (partition by reference_year, figure_no, as_of_date order by run_id desc) = 1
),

most as (
    select reference_year, max(max_award_eur) + max(supplement_eur) as most_eur
    from parameters.quarters
    inner join parameters.years using (reference_year)
    group by reference_year
),

-- the latest first; each next one is added when it is far enough from all that were
chosen as (
    select
        reference_year,
        figure_no,
        list_reduce(
            list([{as_of_date: as_of_date, persons: persons, value: value, is_amount: unit = 'euro', most_eur: most_eur}] order by as_of_date desc),
            lambda shown, this: if(
                len(list_filter(shown, lambda other: case
                    when this[1].is_amount
                        then this[1].value <> other.value
                            and abs(this[1].persons - other.persons) < smallest_count()
                            and abs(this[1].value - other.value) <= (smallest_count() - 1) * this[1].most_eur
                    else is_too_few(abs(this[1].persons - other.persons))
                end)) > 0,
                shown,
                list_concat(shown, this)
            )
        ) as shown,
    from vintages
    left join most using (reference_year)
    group by reference_year, figure_no
),

alone as (
    select vintages.*, list_contains([one.as_of_date for one in shown], vintages.as_of_date) as is_apart
    from vintages
    inner join chosen using (reference_year, figure_no)
),

judged as (
    select
        * exclude (is_apart),
        is_apart and case figure_no
            when 3 then not coalesce(is_too_few(max(persons) filter (figure_no = 1) over moment - persons), false)
            when 10 then not coalesce(is_too_few(max(persons) filter (figure_no = 9) over moment - persons), false)
            when 7 then bool_and(is_apart) filter (figure_no in (1, 5)) over moment
            when 8 then bool_and(is_apart) filter (figure_no in (2, 6)) over moment
            else true
        end as is_shown,
    from alone
    window moment as (partition by reference_year, as_of_date)
),

followed as (
    select
        *,
        (row_number() over figures)::integer as vintage_no,
        if(is_shown, lag(if(is_shown, value, null) ignore nulls) over figures, null) as before,
    from judged
    window figures as (partition by reference_year, figure_no order by as_of_date)
),

written as (
    select
        *,
        if(unit = 'percent', round(value, 3), value) as value_written,
        if(unit = 'percent', round(before, 3), before) as before_written,
    from followed
)

select
    followed.reference_year,
    followed.figure_no,
    figure,
    unit,
    followed.as_of_date,
    run_id,
    vintage_no,
    followed.as_of_date = max(followed.as_of_date) over (partition by followed.reference_year) as is_latest,
    -- one person hides it at the door, as any count so small
    if(is_shown, persons, 1) as smallest_group,
    persons,
    value::decimal(18, 4) as value,
    before,
    -- statistics, not money: a binary fraction will do
    (value_written - before_written)::double / nullif(before_written, 0)::double as revision_share,
    bounds.bound_share::double as bound_share,
    notes.note,
from written as followed
left join codes.revision_bounds as bounds on bounds.figure_no::integer = followed.figure_no
left join codes.revision_notes as notes
    on notes.reference_year::integer = followed.reference_year
    and notes.figure_no::integer = followed.figure_no
    and notes.as_of_date::date = followed.as_of_date
