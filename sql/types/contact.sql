/*---
meaning: the last letter before an account became known
---*/
create or replace type contact as enum ('letter_ebox', 'letter_paper', 'none', 'reminder_ebox', 'reminder_paper')
