/*---
meaning: a count of people to the nearest ten, where neighbouring counts could be subtracted to tell of a few
---*/
create or replace macro to_tens(persons) as ((persons + 5) // 10 * 10)::integer
