/*---
meaning: how the wait of an entitled person ended
---*/
create or replace type wait_state as enum ('died', 'lapsed', 'registered', 'waiting', 'withdrawn')
