/*---
grain: one person of people_compacted
key: [reference_year, person_key]
view: true
note: |
  Who takes the right up, or is expected to: the draw of each against the share of those like them. The shares stand on
  everybody, the draws on each alone, so a mutation about few leaves the draws of the others where they are.
columns:
  takeup_no: {meaning: "2 account known (or would be, once entitled), 1 expected before the deadline, 0 never"}
---*/
select
    people.* exclude (takeup_cell_no, registers_draw, follows_draw),
    takeup_no(takeup_cell_no, registers_draw, follows_draw, registers_share_e4, follows_share_e4) as takeup_no,
from intermediate.people_compacted as people
left join intermediate.takeup_projected as shares
    on people.reference_year = shares.reference_year
    and people.takeup_cell_no = takeup_cell_no(shares.age_band_no, shares.fraction_band_no)
