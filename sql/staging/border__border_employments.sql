/*---
grain: one foreign employer and quarter of one application
key: [reference_year, application_id, quarter_no, employer_no]
---*/
select
    reference_year,
    application_id,
    quarter % 10 as quarter_no,
    employer_no,
    cents(gross_wage) as wage_cents,
    contract_type = 1 as is_part_time,
    hundredths(days) as days_hundredths,
    hundredths(days_per_week) as days_per_week_hundredths,
    hundredths(hours) as hours_hundredths,
    hundredths(reference_hours_per_week) as reference_hours_per_week_hundredths,
from sources.border__border_employments
