/*---
meaning: |
  What other laws cost, counted by law, group, take-up and band of change against what people are due now. Reads
  simulation.people_priced and simulation.border_priced, and those simulation.laws (rows shaped as law_applied, each
  with a law_no), simulation.people and simulation.border (people_compacted and border_compacted of one year, or what
  a baseline or wage growth made of them).
---*/
select
    law_no,
    wage_band_no,
    fraction_band_no,
    takeup_no,
    change_band_no(is_entitled, is_entitled_after, payable_cents, after_cents) as change_no,
    count(*) as persons,
    sum(payable_cents)::bigint as before_cents,
    sum(after_cents)::bigint as after_cents,
from (from simulation.people_priced union all from simulation.border_priced)
where is_entitled or is_entitled_after
group by all
order by all
