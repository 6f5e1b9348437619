/*---
meaning: with an account before the letter, or without one
---*/
create or replace type wait_entry as enum ('had_to_act', 'known_before')
