/*---
title: Onbekende bezoldigings- of prestatiecodes in de aangiften
severity: warning
owner: beleidsteam
why: a code that no list knows counts for nothing, which may be wrong
---*/
select 'bezoldigingscode' as list, remuneration_code as code
from staging.dmfa__remunerations
anti join staging.codes__remuneration_codes using (reference_year, remuneration_code)
group by all
union all
select 'prestatiecode', service_code
from staging.dmfa__services
anti join staging.codes__service_codes using (reference_year, service_code)
group by all
