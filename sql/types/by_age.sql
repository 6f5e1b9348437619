/*---
meaning: bands of age for reading; at the end of the reference year; unknown only of who is not entitled
---*/
create or replace type by_age as enum ('18–24', '25–34', '35–44', '45–54', '55–64', '65 en ouder', 'Onbekend')
