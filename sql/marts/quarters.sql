/*---
grain: one person and quarter with a counted line, of dossiers of category employee
key: [reference_year, person_key, quarter]
view: true
law: BVR 1 juli 2022, art. 2 (contract steps 4 to 6)
columns:
  wage_fraction: {label: Prestatiebreuk voor het loon}
  payout_fraction: {label: Prestatiebreuk}
  counted_wage: {unit: EUR/quarter, label: Berekend loon}
  reference_wage: {unit: EUR/month, label: Refertemaandloon}
  quarter_bonus: {unit: EUR, label: Jobbonus}
---*/
with

people as (
    select
        work.* exclude (quarter_marks),
        rated.quarters_worked, rated.quarters_pensioned,
        rated.q1_reference_wage_cents, rated.q2_reference_wage_cents, rated.q3_reference_wage_cents, rated.q4_reference_wage_cents,
        rated.q1_bonus_micros, rated.q2_bonus_micros, rated.q3_bonus_micros, rated.q4_bonus_micros,
    from intermediate.people_rated as rated
    inner join intermediate.work_measured as work using (reference_year, person_key)
),

quarters as (
    select reference_year, person_key, 1 as quarter_no, quarters_worked & 1 > 0 as has_work, q1_wage_fraction as wage_fraction, q1_payout_fraction as payout_fraction, q1_wage_cents as wage_cents, q1_reference_wage_cents as reference_wage_cents, q1_bonus_micros as bonus_micros, quarters_pensioned & 1 > 0 as is_pensioned from people
    union all
    select reference_year, person_key, 2, quarters_worked & 2 > 0, q2_wage_fraction, q2_payout_fraction, q2_wage_cents, q2_reference_wage_cents, q2_bonus_micros, quarters_pensioned & 2 > 0 from people
    union all
    select reference_year, person_key, 3, quarters_worked & 4 > 0, q3_wage_fraction, q3_payout_fraction, q3_wage_cents, q3_reference_wage_cents, q3_bonus_micros, quarters_pensioned & 4 > 0 from people
    union all
    select reference_year, person_key, 4, quarters_worked & 8 > 0, q4_wage_fraction, q4_payout_fraction, q4_wage_cents, q4_reference_wage_cents, q4_bonus_micros, quarters_pensioned & 8 > 0 from people
)

select
    reference_year,
    person_key,
    reference_year * 10 + quarter_no as quarter,
    eur(wage_fraction) as wage_fraction,
    eur(payout_fraction) as payout_fraction,
    eur(wage_cents) as counted_wage,
    eur(reference_wage_cents) as reference_wage,
    (bonus_micros::decimal(18, 0) * 0.000001)::decimal(18, 6) as quarter_bonus,
    case
        when is_pensioned then 'pension_age'
        when wage_fraction = 0 then 'no_counted_days'
    end as exclusion,
from quarters
where has_work
