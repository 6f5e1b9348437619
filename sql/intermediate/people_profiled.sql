/*---
grain: one entitled person
key: [reference_year, person_key]
view: true
law: Decreet 20 mei 2022, art. 15 (leeftijd en geslacht voor rapportering)
note: |
  Every by_ column is a dimension of the profile: add one here, with its label, and marts.profile and the pages
  show it. The bands are for reading, not from the law.
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
        entitled.reference_year - year(entitled.birth_date) as age,
        entitled.mean_reference_wage_cents // 100 as wage_eur,
        sectors.label as sector_label,
        earlier.person_key is not null as is_returning,
        preceded.reference_year is not null as is_year_before_known,
    from entitled
    left join codes.sectors as sectors on entitled.sector_no = sectors.sector_no
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
    if(paid_cents > 0, first_paid_on, null) as first_paid_on,
    'Iedereen' as by_total,
    age_label(age)::by_age as by_age,
    sex_label(sex)::by_sex as by_sex,
    coalesce(province::by_province, 'Onbekend'::by_province) as by_province,
    -- the code is what stays; marts.municipalities gives it a name where it is shown
    coalesce(nis_code, 'Onbekend') as by_municipality,
    case
        when wage_eur is null then 'Onbekend'
        when wage_eur < 1800 then 'tot 1.800 euro'
        when wage_eur < 2000 then '1.800–1.999 euro'
        when wage_eur < 2200 then '2.000–2.199 euro'
        when wage_eur < 2400 then '2.200–2.399 euro'
        when wage_eur < 2600 then '2.400–2.599 euro'
        when wage_eur < 2800 then '2.600–2.799 euro'
        else '2.800 euro en meer'
    end::by_wage_band as by_wage_band,
    case
        when fraction_sum < 100 then 'minder dan een kwart'
        when fraction_sum < 200 then 'een kwart tot de helft'
        when fraction_sum < 300 then 'de helft tot driekwart'
        when fraction_sum < 400 then 'driekwart of meer'
        else 'het volle jaar voltijds'
    end::by_work_fraction as by_work_fraction,
    coalesce(sector_label, 'Onbekend')::by_sector as by_sector,
    case category when 'employee' then 'Werknemer' when 'border' then 'Grensarbeider' else 'Combinatie' end::by_category as by_category,
    case first_channel when 'ebox' then 'e-Box' when 'paper' then 'Papier' else 'Nog geen brief' end::by_channel as by_channel,
    return_label(is_returning, is_year_before_known)::by_return as by_return,
from banded
