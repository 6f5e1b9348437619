/*---
rule: the domicile date is 1 January after the reference year, the deadline lies after it and nothing is wiped before the last objection
---*/
select reference_year, null as quarter_no
from parameters.years
where domicile_date <> make_date(reference_year + 1, 1, 1)
    or application_deadline_date <= domicile_date
    or retention_end_date <= greatest(application_deadline_date, objection_without_notice_date)
    or supplement_eur < 0
    or plus_instalment_eur < 0
