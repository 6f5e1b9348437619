/*---
title: Elk betaalbestand staat volledig op dossiers, tot op de cent
severity: error
owner: budgetteam
why: a difference is named per file and never netted (R47)
---*/
select payment_file
from marts.payment_files
where difference_eur <> 0 or executed_eur <> on_dossiers_eur + difference_eur
