/*---
grain: one person with a jobbonus dossier in the year
key: [reference_year, person_key]
patch: person
law: Decreet 20 mei 2022, art. 3 en 4
note: |
  Who has a dossier, and everything about the person that does not depend on amounts: declarations, personal data,
  letters, account and payments. Beside it stands the category of the dossier (contract step 8 and "One dossier").
---*/
with

measured as (select * from intermediate.work_measured),
applicants as (select * from intermediate.border_known),
paid as (select * from intermediate.payments_known where scheme = 'jobbonus'),
letters as (select * from intermediate.letters_known where scheme = 'jobbonus'),
accounts as (select * from intermediate.registrations_known),
persons as (select * from staging.persons__persons),

-- most people have a declaration; the others are few
others as (
    select reference_year, person_key from applicants
    union
    select reference_year, person_key from paid
),

everyone as (
    select * from measured
    union all by name
    select others.*
    from others
    anti join measured using (reference_year, person_key)
)

select
    everyone.* exclude (standing_line_count, excluded_line_count),
    everyone.standing_line_count is not null as has_declaration,
    -- lines there are, and every one is left out by worker code or employer category
    coalesce(everyone.standing_line_count > 0
        and everyone.standing_line_count = everyone.excluded_line_count, false) as has_excluded_work_only,
    case
        when coalesce(applicants.has_admissible, false) then if(everyone.standing_line_count is not null, 'combined', 'border')
        when everyone.standing_line_count is null and applicants.person_key is not null then 'border'
        else 'employee'
    end::dossier_category as category,
    coalesce(applicants.has_admissible, false) as has_admissible_application,
    coalesce(applicants.has_pending, false) as has_pending_application,
    persons.person_key is not null as has_person_row,
    persons.birth_date,
    persons.sex::sex as sex,
    persons.nis_code,
    persons.death_date,
    coalesce(arrondissements.is_flemish_region, false) as is_in_flemish_region,
    arrondissements.province::province as province,
    letters.notified_on,
    letters.first_channel,
    letters.reminded_on,
    accounts.registered_on,
    paid.first_paid_on,
    coalesce(paid.paid_cents, 0) as paid_cents,
from everyone
left join applicants using (reference_year, person_key)
left join persons using (reference_year, person_key)
left join codes.arrondissements as arrondissements on persons.arrondissement_code = arrondissements.code
left join letters using (reference_year, person_key)
left join accounts using (person_key)
left join paid using (reference_year, person_key)
