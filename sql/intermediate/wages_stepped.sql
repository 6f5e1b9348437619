/*---
grain: one step of ten euro of the monthly wage around the taper
key: [reference_year, wage_eur]
note: the law alone, no person is asked
columns:
  payable_cents: {unit: EUR cent, label: Te betalen}
  lost_cents: {unit: EUR cent, meaning: "what is lost over the step, jumps of more than a euro apart"}
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
)

select reference_year, wage_eur, payable_cents, lost_cents::bigint as lost_cents
from tens
where is_whole
