/*---
title: Wettelijke feestdagen
grain: one legal holiday up to the day the world is seen from
key: [day]
per: all
publish: true
law: Wet 4 januari 1974 (feestdagen)
note: on such a day nobody sends letters and few people register; on a chart of days it must not read as a fall
columns:
  label: {label: Feestdag}
---*/
select holidays.day, holidays.label
from intermediate.holidays_dated as holidays
cross join parameters.as_of as world
where holidays.day <= world.as_of_date
