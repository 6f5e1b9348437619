/*---
grain: one person with more than one payment order of a reference year and scheme
key: [person_key]
view: true
note: |
  Few, and only they can be counted twice where payments are counted as people: telling all others apart takes as long
  as everything else that is asked of payments.
---*/
select distinct person_key
from intermediate.payments_known
where order_count > 1
