/*---
grain: one employer category whose lines are left out in a reference year
key: [reference_year, employer_category]
law: Decreet 20 mei 2022, art. 3
---*/
select
    years.reference_year,
    codes.code as employer_category,
    codes.label as employer_category_label,
from codes.employer_categories as codes
inner join parameters.reference_years as years
    on years.reference_year between coalesce(codes.from_year, 0) and coalesce(codes.until_year, 9999)
where codes.excludes_line
