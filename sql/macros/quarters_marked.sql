/*---
meaning: |
  The quarters with a mark as four bits, 1, 2, 4 and 8, out of the sixteen that people carry as one number: has_work,
  has_tenths, has_part_time and is_incomplete. One column is written down and read back quicker than sixteen, and a
  question about the whole year is one comparison.
---*/
create or replace macro quarters_marked(marks, mark) as (
    (marks >> mark_position(mark)::usmallint) & 15::usmallint
)
