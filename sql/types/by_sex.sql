/*---
meaning: sex for reading
---*/
create or replace type by_sex as enum ('Man', 'Onbekend', 'Vrouw', 'X')
