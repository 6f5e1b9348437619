/*---
grain: one person of category employee whose bonus depends on amounts only
key: [reference_year, person_key]
patch: person
law: Decreet 20 mei 2022, art. 5 (contract steps 4 to 7)
note: |
  All that pricing another law needs: the reference wage and the fraction that is paid for of each quarter, the
  minimum that applies, and what the adopted law gives. Persons whom no amount can help (not domiciled, incomplete,
  deceased, …) are not here; border workers stand in border_compacted. A quarter that earns nothing at any bound has
  the largest wage. Sorted by the lowest wage, so that who earns too much for every law is skipped in blocks.
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

assessed as (
    select * from intermediate.people_assessed
    where category = 'employee' and (status = 'entitled' or reason in ('wage_above_limit', 'below_minimum'))
),

rated as (select * from intermediate.people_rated)

select
    assessed.reference_year,
    assessed.person_key,
    compact_wage(q1_counts and q1_wage_cents > 0, q1_reference_wage_cents) as q1_wage_cents,
    compact_wage(q2_counts and q2_wage_cents > 0, q2_reference_wage_cents) as q2_wage_cents,
    compact_wage(q3_counts and q3_wage_cents > 0, q3_reference_wage_cents) as q3_wage_cents,
    compact_wage(q4_counts and q4_wage_cents > 0, q4_reference_wage_cents) as q4_wage_cents,
    q1_p::smallint as q1_p,
    q2_p::smallint as q2_p,
    q3_p::smallint as q3_p,
    q4_p::smallint as q4_p,
    least(
        compact_wage(q1_counts and q1_wage_cents > 0, q1_reference_wage_cents),
        compact_wage(q2_counts and q2_wage_cents > 0, q2_reference_wage_cents),
        compact_wage(q3_counts and q3_wage_cents > 0, q3_reference_wage_cents),
        compact_wage(q4_counts and q4_wage_cents > 0, q4_reference_wage_cents)
    ) as lowest_wage_cents,
    rated.has_part_time,
    assessed.status = 'entitled' as is_entitled,
    assessed.payable_cents::integer as payable_cents,
    least(assessed.mean_reference_wage_cents, 2147483647)::integer as mean_wage_cents,
    wage_band_no(assessed.mean_reference_wage_cents) as wage_band_no,
    fraction_band_no(assessed.fraction_sum) as fraction_band_no,
    if(
        assessed.registered_on is not null, -1,
        takeup_cell_no(age_band_no(assessed.birth_date, assessed.reference_year), fraction_band_no(assessed.fraction_sum))
    )::tinyint as takeup_cell_no,
    if(assessed.status = 'entitled', 10000, hash(assessed.person_key, 'registers') % 10000)::smallint as registers_draw,
    (hash(assessed.person_key, 'follows') % 10000)::smallint as follows_draw,
from assessed
inner join rated on assessed.reference_year = rated.reference_year and assessed.person_key = rated.person_key
order by lowest_wage_cents, assessed.person_key
