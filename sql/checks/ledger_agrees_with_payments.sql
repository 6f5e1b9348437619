/*---
title: Het grootboek van de jobbonus komt per maand overeen met de betaalbestanden
severity: warning
owner: budgetteam
per: all
why: realised comes from the ledger and is reconciled month by month; a difference is named, never netted
---*/
select fiscal_year, month_no
from marts.budget_months
where difference_eur <> 0
