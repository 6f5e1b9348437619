/*---
grain: one service code in a reference year
key: [reference_year, service_code]
law: BVR 1 juli 2022, art. 2 (reading in docs/method.md)
---*/
select
    years.reference_year,
    codes.code::integer as service_code,
    codes.label as service_label,
    codes.counts_for_wage_fraction,
    codes.counts_for_payout_fraction,
from codes.service_codes as codes
inner join parameters.reference_years as years
    on years.reference_year between coalesce(codes.from_year, 0) and coalesce(codes.until_year, 9999)
