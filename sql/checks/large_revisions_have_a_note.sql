/*---
title: Hoofdcijfers die meer bijgesteld zijn dan hun grens, zonder toelichting
severity: warning
owner: beleidsteam
why: a figure that moves this much must be explained where it is published (R27); write it in sql/codes/revision_notes.csv
---*/
select reference_year, figure_no, as_of_date
from marts.revisions
where abs(revision_share) > bound_share and note is null
