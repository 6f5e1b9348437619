/*---
meaning: a count of people that may not be told apart (the door of the site hides the same)
---*/
create or replace macro is_too_few(persons) as persons between 1 and 4
