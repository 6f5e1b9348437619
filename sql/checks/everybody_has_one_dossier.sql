/*---
title: Elke persoon met een aangifte, aanvraag of betaling heeft één dossier
severity: error
owner: datateam
why: nobody disappears between the deliveries and the dossiers (R03)
---*/
with

received as (
    select distinct person_key from staging.dmfa__employment_lines
    union
    select person_key from intermediate.border_known
    union
    select person_key from intermediate.payments_known where scheme = 'jobbonus'
),

dossiers as (select person_key from intermediate.people_assessed)

select person_key from received anti join dossiers using (person_key)
union all
select person_key from dossiers anti join received using (person_key)
