/*---
meaning: |
  A part of a count of people, or the whole where the part leaves only a few of it: told apart those few would have to be
  hidden, and what is told of the part with them.
---*/
create or replace macro or_whole(part, whole) as if(is_too_few(whole - part), whole, part)
