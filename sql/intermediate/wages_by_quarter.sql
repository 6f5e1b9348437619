/*---
grain: one quarter in which a person with a dossier worked
key: [reference_year, person_key, quarter_no]
view: true
law: BVR 1 juli 2022, art. 2 § 3 (contract step 4)
columns:
  wage_cents: {unit: EUR cent per month, label: Refertemaandloon, meaning: null when the quarter has no time}
---*/
-- the table in each branch and not one name for it: what is read more than once by one name is kept in memory whole
select reference_year, person_key, sector_no, 1 as quarter_no, q1_reference_wage_cents as wage_cents from intermediate.people_described where quarters_marked(quarter_marks, 'has_work') & 1 > 0
union all
select reference_year, person_key, sector_no, 2, q2_reference_wage_cents from intermediate.people_described where quarters_marked(quarter_marks, 'has_work') & 2 > 0
union all
select reference_year, person_key, sector_no, 3, q3_reference_wage_cents from intermediate.people_described where quarters_marked(quarter_marks, 'has_work') & 4 > 0
union all
select reference_year, person_key, sector_no, 4, q4_reference_wage_cents from intermediate.people_described where quarters_marked(quarter_marks, 'has_work') & 8 > 0
