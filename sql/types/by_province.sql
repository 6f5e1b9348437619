/*---
meaning: province for reading
---*/
create or replace type by_province as enum (select distinct province from codes.arrondissements union select 'Onbekend' order by province)
