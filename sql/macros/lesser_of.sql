/*---
meaning: |
  The lesser of two numbers; unknown when the first is. least() takes any number of arguments and passes over nulls,
  which costs three times as much on the columns that every person is rated by.
---*/
create or replace macro lesser_of(a, b) as (if(a > b, b, a))
