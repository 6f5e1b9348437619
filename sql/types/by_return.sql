/*---
meaning: entitled the year before as well, for reading
---*/
create or replace type by_return as enum ('Nieuw', 'Terugkerend')
