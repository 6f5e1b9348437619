/*---
meaning: the way a letter goes out
---*/
create or replace type channel as enum ('ebox', 'paper')
