/*---
title: Betalingen op geen dossier, of op een dossier dat alleen door de betaling bestaat
severity: warning
owner: budgetteam
why: a jobbonus payment makes a dossier without a declaration behind it, a plus payment without a starter makes none
---*/
select payments.payment_id
from staging.payments__payments as payments
cross join parameters.as_of as world
left join intermediate.people_described as people using (reference_year, person_key)
left join intermediate.starters_assessed as starters using (reference_year, person_key)
where payments.ordered_on <= world.as_of_date
    and if(payments.scheme = 'plus', starters.person_key is null,
        people.person_key is null or (not people.has_declaration and people.category = 'employee'))
