/*---
meaning: |
  The quarters with a mark as four bits, 1, 2, 4 and 8, out of those that people carry as one number: has_work,
  has_tenths, has_part_time, is_incomplete and, once who it is about is known, is_pensioned, counts and earns. One column
  is written down and read back quicker than twenty-eight, and a question about the whole year is one comparison.
---*/
create or replace macro quarters_marked(marks, mark) as (
    (marks >> mark_position(mark)::uinteger) & 15::uinteger
)
