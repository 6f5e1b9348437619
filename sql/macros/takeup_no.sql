/*---
meaning: |
  Whether somebody of people_compacted takes the right up: 2 account known (or would be, once entitled), 1 expected
  before the deadline, 0 never.
---*/
create or replace macro takeup_no(takeup_cell_no, registers_draw, follows_draw, registers_share_e4, follows_share_e4) as (
    case
        when takeup_cell_no = -1 then 2
        when registers_draw < registers_share_e4 then 2
        when follows_draw < follows_share_e4 then 1
        else 0
    end::tinyint
)
