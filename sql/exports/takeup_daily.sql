/*---
grain: one day on which accounts became known, first letters went out or first payments were made
key: [reference_year, day]
---*/
select reference_year, day, known_before, registered, paid, letters, reminders
from marts.takeup_daily
