/*---
title: "Recht = uitbetaald + open + vervallen, elke maand, tot op de cent"
severity: error
owner: budgetteam
why: the ledger and the dossiers meet at the end of every month; one cent that reaches no dossier shows here
---*/
select reference_year, month_ends_on
from marts.right_months
where entitled_eur <> paid_eur + open_registered_eur + open_unregistered_eur + lapsed_eur
    or ledger_eur <> paid_eur + beyond_eur + without_right_eur
    or open_deceased_eur not between 0 and open_registered_eur + open_unregistered_eur
