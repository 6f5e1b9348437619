/*---
grain: one full-time reference wage, in steps of 10 euro
key: [reference_year, wage_eur]
publish: true
note: |
  The amount of a full-timer at that wage, and how many people have a mean reference wage in the ten euro from there.
  The marginal rate is what is lost of ten euro more a month, over the year, jumps left out: those stand in wage_jumps.
columns:
  wage_eur: {unit: EUR/month, label: Referteloon}
  payable_eur: {unit: EUR/year, label: Te betalen}
  marginal_rate_e6: {unit: one in a million, label: Marginale druk}
  persons: {unit: persons, label: Personen}
  entitled: {unit: persons, label: Rechthebbenden, within: persons}
---*/
with

steps as (
    select
        *,
        payable_cents - lead(payable_cents) over (partition by reference_year order by wage_cents) as lost_cents,
    from intermediate.wages_scheduled
),

tens as (
    select
        reference_year,
        (wage_cents // 1000 * 10)::integer as wage_eur,
        arg_min(payable_cents, wage_cents) as payable_cents,
        count(lost_cents) = 1000 as is_whole,
        coalesce(sum(lost_cents) filter (lost_cents <= 100), 0) as lost_cents,
    from steps
    group by all
),

people as (
    select
        reference_year,
        (mean_wage_cents // 1000 * 10)::integer as wage_eur,
        count(*) as persons,
        count(*) filter (is_entitled) as entitled,
    from intermediate.people_compacted
    group by all
)

select
    tens.reference_year,
    tens.wage_eur,
    eur(payable_cents) as payable_eur,
    -- of 10 euro more in each of twelve months
    half_up(lost_cents::bigint * 1000000, 12000)::integer as marginal_rate_e6,
    coalesce(people.persons, 0)::integer as persons,
    coalesce(people.entitled, 0)::integer as entitled,
from tens
left join people using (reference_year, wage_eur)
where tens.is_whole
