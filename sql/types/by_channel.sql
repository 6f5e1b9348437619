/*---
meaning: channel of the first letter, for reading
---*/
create or replace type by_channel as enum ('Nog geen brief', 'Papier', 'e-Box')
