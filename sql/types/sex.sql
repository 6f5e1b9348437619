/*---
meaning: administrative sex as persons delivers it
---*/
create or replace type sex as enum ('F', 'M', 'X')
