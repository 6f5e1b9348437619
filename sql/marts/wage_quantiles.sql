/*---
title: Verdeling van de referentielonen
grain: one quarter, for everybody or for one sector
key: [reference_year, quarter_no, dimension, category]
publish: true
pagesOnly: true
note: |
  How the reference wages of a quarter are spread, to lay beside those of another year: a code that changed its meaning
  or an employer that stopped declaring moves the whole spread. Wages are told in tens of euro, and groups of fewer than
  a hundred are left out, so that no figure is the wage of one person.
columns:
  persons: {unit: persons, label: Personen}
  p10_eur: {unit: EUR/month, label: 10% tot, of: persons}
  p25_eur: {unit: EUR/month, label: 25% tot, of: persons}
  median_eur: {unit: EUR/month, label: Middelste, of: persons}
  p75_eur: {unit: EUR/month, label: 75% tot, of: persons}
  p90_eur: {unit: EUR/month, label: 90% tot, of: persons}
checks: [p10_eur <= median_eur, median_eur <= p90_eur, persons >= 100]
---*/
with

-- counted by ten euro first: what is put in order after this are a few thousand rows
tens as (
    select reference_year, quarter_no, sector_no, half_up(wage_cents, 1000) * 10 as wage_eur, count(*) as persons
    from intermediate.wages_by_quarter
    where wage_cents > 0
    group by all
),

groups as (
    select reference_year, quarter_no, 'by_total' as dimension, 'Iedereen' as category, wage_eur, sum(persons) as persons
    from tens
    group by all
    union all
    select reference_year, quarter_no, 'by_sector', sectors.label, wage_eur, sum(persons)
    from tens
    inner join codes.sectors as sectors using (sector_no)
    group by all
),

ranked as (
    select
        *,
        sum(persons) over up_to as so_far,
        sum(persons) over everybody as total,
    from groups
    window
        everybody as (partition by reference_year, quarter_no, dimension, category),
        up_to as (partition by reference_year, quarter_no, dimension, category order by wage_eur)
)

select
    reference_year,
    quarter_no,
    dimension,
    category,
    any_value(total)::integer as persons,
    (min(wage_eur) filter (so_far * 10 >= total))::integer as p10_eur,
    (min(wage_eur) filter (so_far * 4 >= total))::integer as p25_eur,
    (min(wage_eur) filter (so_far * 2 >= total))::integer as median_eur,
    (min(wage_eur) filter (so_far * 4 >= total * 3))::integer as p75_eur,
    (min(wage_eur) filter (so_far * 10 >= total * 9))::integer as p90_eur,
from ranked
where total >= 100
group by reference_year, quarter_no, dimension, category
