/*---
meaning: which rights a dossier joins (contract step 8)
---*/
create or replace type dossier_category as enum ('border', 'combined', 'employee')
