/*---
title: Recht = uitbetaald + open + vervallen, tot op de cent
severity: error
owner: budgetteam
why: the identity of the budget desk
---*/
select reference_year
from marts.open_amounts
where entitled_eur <> settled_eur + open_registered_eur + open_unregistered_eur + lapsed_eur
    or paid_eur <> settled_eur + beyond_eur
    or beyond_eur < 0
