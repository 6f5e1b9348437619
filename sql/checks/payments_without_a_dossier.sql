/*---
title: Betalingen op geen dossier, of op een dossier dat alleen door de betaling bestaat
severity: warning
owner: budgetteam
why: a jobbonus payment makes a dossier without a declaration behind it, a plus payment without a starter makes none
---*/
select payments.payment_id
from intermediate.payments_ordered as payments
left join intermediate.people_described as people using (reference_year, person_key)
left join intermediate.starters_assessed as starters using (reference_year, person_key)
where if(payments.scheme = 'plus', starters.person_key is null,
    people.person_key is null or (not people.has_declaration and people.category = 'employee'))
