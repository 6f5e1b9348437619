/*---
grain: one version of one employment line
key: [reference_year, line_key]
note: |
  line_key stands for the whole key of a line, person and version included; the load proves that every remuneration
  and service has its line. It has 64 bits: that any two of ten million lines share one is a chance of three in a
  million. Lines are joined some 700,000 at a time, which makes it two in ten million.
---*/
select
    reference_year,
    hash(person_id, quarter, employer_id, line_no, version) as line_key,
    hash(person_id) as person_key,
    person_id,
    quarter % 10 as quarter_no,
    employer_id,
    line_no,
    version,
    cancelled as is_cancelled,
    employer_category,
    worker_code,
    joint_committee,
    contract_type = 1 as is_part_time,
    hundredths(days_per_week) as days_per_week_hundredths,
    hundredths(reference_hours_per_week) as reference_hours_per_week_hundredths,
    coalesce(education_payment = 10, false) as is_paid_in_tenths,
from sources.dmfa__employment_lines
