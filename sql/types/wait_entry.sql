/*---
meaning: "with an account before the letter, or without one: new, or entitled the year before as well"
---*/
create or replace type wait_entry as enum ('known_before', 'new', 'returning')
