/*---
title: De-minimisverklaringen zonder starter
severity: warning
owner: procesteam
why: an instalment needs a start; such a declaration counts for nothing
---*/
select declarations.person_key, declarations.instalment_no
from staging.plus__de_minimis_declarations as declarations
anti join staging.plus__starters as starters using (reference_year, person_key)
