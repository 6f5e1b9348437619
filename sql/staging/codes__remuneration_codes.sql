/*---
grain: one remuneration code in a reference year
key: [reference_year, remuneration_code]
law: BVR 1 juli 2022, art. 2 (reading in docs/method.md)
---*/
select
    years.reference_year,
    codes.code::integer as remuneration_code,
    codes.label as remuneration_label,
    codes.is_counted_wage,
    codes.excludes_line,
from codes.remuneration_codes as codes
inner join parameters.reference_years as years
    on years.reference_year between coalesce(codes.from_year, 0) and coalesce(codes.until_year, 9999)
