/*---
grain: one person and calendar year in which jobbonus plus was paid
key: [income_year, person_id]
discloses: true
law: Decreet 15 juli 2022, art. 8 (niet meetellen in inkomenstoetsen)
note: the taxable amounts, for the bodies that must leave them out of an income test
---*/
select
    income.income_year,
    people.person_id,
    income.taxable_amount,
    income.payment_count,
from marts.plus_income as income
left join meta.people as people using (person_key)
