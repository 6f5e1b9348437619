/*---
meaning: province of the domicile, or Brussels
---*/
create or replace type province as enum (select distinct province from codes.arrondissements order by province)
