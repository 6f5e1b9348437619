/*---
grain: one person of category employee whose bonus depends on amounts only
key: [reference_year, person_key]
view: true
law: Decreet 20 mei 2022, art. 5 (contract steps 4 to 7)
note: |
  All that pricing another law needs: the reference wage and the fraction that is paid for of each quarter, the
  minimum that applies, and what the adopted law gives; border workers stand in border_compacted. A quarter that earns
  nothing at any bound has the largest wage. The wages are read where they were measured, by who prices a reform; a
  run does not write them down again.
  Who registers is drawn once per person, from the pseudonym: the same person answers the same in every scenario.
  The draws stand here, one in ten thousand; people_expected holds them against the shares of everybody.
columns:
  q1_wage_cents: {unit: EUR cent per month, label: Refertemaandloon kwartaal 1}
  q1_p: {unit: hundredths, meaning: payout fraction that is paid for}
  payable_cents: {unit: EUR cent, label: Te betalen volgens de geldende wet}
  takeup_cell_no: {meaning: "row of takeup_projected by age and fraction; -1 when the account is known"}
  registers_draw: {meaning: who would register once entitled; beyond every share for who is entitled}
---*/
with

reachable as (
    select * from intermediate.people_reachable
    where category = 'employee'
),

described as (
    select
        *,
        quarters_marked(quarter_marks, 'earns') as quarters_earning,
    from intermediate.people_described
)

select
    reachable.reference_year,
    reachable.person_key,
    compact_wage(quarters_earning & 1 > 0, q1_reference_wage_cents) as q1_wage_cents,
    compact_wage(quarters_earning & 2 > 0, q2_reference_wage_cents) as q2_wage_cents,
    compact_wage(quarters_earning & 4 > 0, q3_reference_wage_cents) as q3_wage_cents,
    compact_wage(quarters_earning & 8 > 0, q4_reference_wage_cents) as q4_wage_cents,
    q1_p::smallint as q1_p,
    q2_p::smallint as q2_p,
    q3_p::smallint as q3_p,
    q4_p::smallint as q4_p,
    least(
        compact_wage(quarters_earning & 1 > 0, q1_reference_wage_cents),
        compact_wage(quarters_earning & 2 > 0, q2_reference_wage_cents),
        compact_wage(quarters_earning & 4 > 0, q3_reference_wage_cents),
        compact_wage(quarters_earning & 8 > 0, q4_reference_wage_cents)
    ) as lowest_wage_cents,
    quarters_marked(quarter_marks, 'counts') & quarters_marked(quarter_marks, 'has_part_time') > 0 as has_part_time,
    is_entitled,
    payable_cents::integer as payable_cents,
    wage_band_no,
    reachable.fraction_band_no,
    if(
        reachable.registered_on is not null, -1,
        takeup_cell_no(age_band_no(reachable.birth_date, reachable.reference_year), reachable.fraction_band_no)
    )::tinyint as takeup_cell_no,
    if(is_entitled, 10000, hash(reachable.person_key, 'registers') % 10000)::smallint as registers_draw,
    (hash(reachable.person_key, 'follows') % 10000)::smallint as follows_draw,
from reachable
inner join described on reachable.reference_year = described.reference_year and reachable.person_key = described.person_key
