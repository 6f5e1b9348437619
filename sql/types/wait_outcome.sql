/*---
meaning: what a time to registration ends in
---*/
create or replace type wait_outcome as enum ('censored', 'exited', 'registered')
