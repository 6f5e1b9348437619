/*---
grain: one employer of a border worker or of somebody who worked on both sides, whose bonus depends on amounts only
key: [reference_year, person_key, employer]
law: Decreet 20 mei 2022, art. 5 (contract step 8)
note: |
  What people_compacted is for employees, employer by employer: the quarter bonuses are computed for each, added,
  rounded and capped at the maximum. Columns about the person are the same on each of its rows.
columns:
  q1_wage_cents: {unit: EUR cent per month, label: Refertemaandloon kwartaal 1}
  q1_p: {unit: hundredths, meaning: payout fraction that is paid for}
  payable_cents: {unit: EUR cent, label: Te betalen volgens de geldende wet}
---*/
with

reachable as (
    select * from intermediate.people_reachable
    where category <> 'employee'
),

rated as (select * from intermediate.border_rated),
shares as (select * from intermediate.takeup_projected),

employers as (
    select
        reference_year,
        person_key,
        employer,
        bool_or(counts and has_part_time) as has_part_time,
        compact_wage(bool_or(counts and wage_cents > 0) filter (quarter_no = 1), any_value(reference_wage_cents) filter (quarter_no = 1)) as q1_wage_cents,
        compact_wage(bool_or(counts and wage_cents > 0) filter (quarter_no = 2), any_value(reference_wage_cents) filter (quarter_no = 2)) as q2_wage_cents,
        compact_wage(bool_or(counts and wage_cents > 0) filter (quarter_no = 3), any_value(reference_wage_cents) filter (quarter_no = 3)) as q3_wage_cents,
        compact_wage(bool_or(counts and wage_cents > 0) filter (quarter_no = 4), any_value(reference_wage_cents) filter (quarter_no = 4)) as q4_wage_cents,
        coalesce(any_value(p) filter (quarter_no = 1), 0)::smallint as q1_p,
        coalesce(any_value(p) filter (quarter_no = 2), 0)::smallint as q2_p,
        coalesce(any_value(p) filter (quarter_no = 3), 0)::smallint as q3_p,
        coalesce(any_value(p) filter (quarter_no = 4), 0)::smallint as q4_p,
    from rated
    group by all
)

select
    employers.* exclude (has_part_time),
    bool_or(employers.has_part_time) over (partition by employers.reference_year, employers.person_key) as has_part_time,
    reachable.is_entitled,
    reachable.payable_cents::integer as payable_cents,
    reachable.wage_band_no,
    reachable.fraction_band_no,
    case
        when reachable.registered_on is not null then 2
        when not reachable.is_entitled and hash(employers.person_key, 'registers') % 10000 < shares.registers_share_e4 then 2
        when hash(employers.person_key, 'follows') % 10000 < shares.follows_share_e4 then 1
        else 0
    end::tinyint as takeup_no,
from employers
inner join reachable using (reference_year, person_key)
left join shares
    on reachable.reference_year = shares.reference_year
    and shares.age_band_no = age_band_no(reachable.birth_date, reachable.reference_year)
    and shares.fraction_band_no = reachable.fraction_band_no
