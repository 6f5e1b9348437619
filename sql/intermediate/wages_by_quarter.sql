/*---
grain: one quarter in which a person with a dossier worked
key: [reference_year, person_key, quarter_no]
view: true
law: BVR 1 juli 2022, art. 2 § 3 (contract step 4)
columns:
  wage_cents: {unit: EUR cent per month, label: Refertemaandloon, meaning: null when the quarter has no time}
---*/
with people as (select * from intermediate.people_described)

select reference_year, person_key, sector_no, 1 as quarter_no, reference_wage_cents(q1_wage_cents, q1_wage_fraction) as wage_cents from people where q1_has_work
union all
select reference_year, person_key, sector_no, 2, reference_wage_cents(q2_wage_cents, q2_wage_fraction) from people where q2_has_work
union all
select reference_year, person_key, sector_no, 3, reference_wage_cents(q3_wage_cents, q3_wage_fraction) from people where q3_has_work
union all
select reference_year, person_key, sector_no, 4, reference_wage_cents(q4_wage_cents, q4_wage_fraction) from people where q4_has_work
