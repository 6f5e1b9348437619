/*---
title: Elk betaalbestand sluit tot op de cent
severity: error
owner: budgetteam
why: ordered = executed + returned + waiting, and executed = on dossiers + listed without a dossier, file by file (R47)
---*/
select scheme, payment_file
from marts.payment_files
where ordered_eur <> executed_eur + returned_eur + waiting_eur
    or executed_eur <> on_dossiers_eur + unplaced_paid_eur + unplaced_recovered_eur
