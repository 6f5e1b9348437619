/*---
grain: one entitled person
key: [reference_year, person_key]
view: true
law: Decreet 20 mei 2022, art. 15 (leeftijd en geslacht voor rapportering)
note: |
  Every by_ column is a dimension of the profile, counted in takeup_counted and approved in pipelines/register.yaml;
  the pages show it under its label. The bands are for reading, not from the law.
columns:
  by_total: {label: Totaal}
  by_age: {label: Leeftijd}
  by_sex: {label: Geslacht}
  by_province: {label: Provincie}
  by_municipality: {label: Gemeente}
  by_wage_band: {label: Referteloon per maand}
  by_work_fraction: {label: Gewerkte breuk van het jaar}
  by_sector: {label: Sector}
  by_category: {label: Categorie}
  by_channel: {label: Kanaal van de eerste brief}
  by_return: {label: Nieuw of terugkerend}
---*/
with

entitled as (select * from intermediate.people_assessed where status = 'entitled'),

earlier as (
    select reference_year, person_key
    from previous_year.people_assessed
    where status = 'entitled'
),

banded as (
    select
        entitled.*,
        entitled.mean_reference_wage_cents // 100 as wage_eur,
        earlier.person_key is not null as is_returning,
        preceded.reference_year is not null as is_year_before_known,
    from entitled
    left join earlier using (reference_year, person_key)
    left join intermediate.years_preceded as preceded on entitled.reference_year = preceded.reference_year
)

select
    reference_year,
    person_key,
    payable_cents,
    paid_cents,
    notified_on,
    reminded_on,
    registered_on,
    known_since_on,
    if(paid_cents > 0, first_paid_on, null) as first_paid_on,
    'Iedereen' as by_total,
    by_age,
    by_sex,
    by_province,
    -- the code is what stays; marts.municipalities gives it a name where it is shown
    coalesce(lpad(municipality_no::varchar, 5, '0'), 'Onbekend') as by_municipality,
    case
        when wage_eur is null then 'Onbekend'::by_wage_band
        when wage_eur < 1800 then 'tot 1.800 euro'::by_wage_band
        when wage_eur < 2000 then '1.800–1.999 euro'::by_wage_band
        when wage_eur < 2200 then '2.000–2.199 euro'::by_wage_band
        when wage_eur < 2400 then '2.200–2.399 euro'::by_wage_band
        when wage_eur < 2600 then '2.400–2.599 euro'::by_wage_band
        when wage_eur < 2800 then '2.600–2.799 euro'::by_wage_band
        else '2.800 euro en meer'::by_wage_band
    end as by_wage_band,
    case
        when fraction_sum < 100 then 'minder dan een kwart'::by_work_fraction
        when fraction_sum < 200 then 'een kwart tot de helft'::by_work_fraction
        when fraction_sum < 300 then 'de helft tot driekwart'::by_work_fraction
        when fraction_sum < 400 then 'driekwart of meer'::by_work_fraction
        else 'het volle jaar voltijds'::by_work_fraction
    end as by_work_fraction,
    by_sector,
    case category when 'employee' then 'Werknemer'::by_category when 'border' then 'Grensarbeider'::by_category else 'Combinatie'::by_category end as by_category,
    by_channel,
    return_label(is_returning, is_year_before_known)::by_return as by_return,
from banded
