/*---
grain: one band of age and of the worked fraction among entitled people
key: [reference_year, age_band_no, fraction_band_no]
sums: entitled
columns:
  entitled: {unit: persons, label: Rechthebbenden}
  asked: {unit: persons, label: Aangeschreven, meaning: without an account when the letter came}
  answered: {unit: persons, label: Geregistreerd na de brief}
---*/
select
    reference_year,
    age_band_no(birth_date, reference_year) as age_band_no,
    fraction_band_no(fraction_sum) as fraction_band_no,
    count(*)::integer as entitled,
    count(registered_on)::integer as registered,
    count(*) filter (registered_on is null or registered_on >= notified_on)::integer as asked,
    count(*) filter (registered_on >= notified_on)::integer as answered,
from intermediate.people_assessed
where status = 'entitled'
group by all
