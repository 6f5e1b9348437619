/*---
meaning: a count of people that may not be told apart; smallest_count() is that of the register, as at the door of the site
---*/
create or replace macro is_too_few(persons) as persons between 1 and smallest_count() - 1
