/*---
grain: one day on which reminders went out
key: [reference_year, sent_on]
columns:
  letters: {label: Herinneringen}
---*/
select
    letters.reference_year,
    letters.sent_on,
    count(*)::integer as letters,
from intermediate.letters_sent as letters
where letters.scheme = 'jobbonus' and letters.kind = 'reminder'
group by letters.reference_year, letters.sent_on
