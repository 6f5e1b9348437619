/*---
title: Klachten die gesloten zijn voor ze werden ontvangen
severity: warning
owner: procesteam
why: such a row would pull the lead time on the board table down
---*/
select complaint_id
from staging.complaints__complaints
where closed_on < received_on
