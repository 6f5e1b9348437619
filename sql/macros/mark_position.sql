/*---
meaning: |
  The lowest of the four bits, one a quarter, that a mark has in the number which people carry: written by
  work_measured and people_described, read by quarters_marked. A constant once the mark is named.
---*/
create or replace macro mark_position(mark) as (
    case mark
        when 'has_work' then 0
        when 'has_tenths' then 4
        when 'has_part_time' then 8
        when 'is_incomplete' then 12
        when 'is_pensioned' then 16
        when 'counts' then 20
        when 'earns' then 24
    end
)
