/*---
meaning: category of the dossier, for reading
---*/
create or replace type by_category as enum ('Combinatie', 'Grensarbeider', 'Werknemer')
