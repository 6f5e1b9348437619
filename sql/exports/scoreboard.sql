/*---
grain: one line of the board table, per reference year
key: [reference_year, line_no]
note: the seam of contract §3; a column may be added, never renamed
---*/
select reference_year, line, value, line_no, label
from marts.scoreboard
