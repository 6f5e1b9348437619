/*---
meaning: sector for reading
---*/
create or replace type by_sector as enum (select distinct label from codes.sectors union select 'Onbekend' order by label)
