/*---
meaning: sex for reading
---*/
create or replace type by_sex as enum ('Ingetrokken', 'Man', 'Onbekend', 'Vrouw', 'X')
