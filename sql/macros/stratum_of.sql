/*---
meaning: >
  the group in which campaigns are compared; who may be new or returning counts with the new, and who had no letter yet
  with those on paper
---*/
create or replace macro stratum_of(by_return, by_channel) as
    if(by_return = 'Terugkerend', 'Terugkerend', 'Nieuw') || ' · ' || if(by_channel = 'e-Box', 'e-Box', 'Papier')
