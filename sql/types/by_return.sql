/*---
meaning: entitled the year before as well, for reading; unknown when that year is not there
---*/
create or replace type by_return as enum ('Nieuw', 'Onbekend', 'Terugkerend')
