/*---
grain: one person with a jobbonus dossier in the year
key: [reference_year, person_key]
patch: person
law: Decreet 20 mei 2022, art. 3 en 4; BVR 1 juli 2022, art. 2 § 3 en § 5 (contract steps 4 and 6)
note: |
  Who has a dossier, and everything about the person that does not depend on amounts: which quarters count and for how
  much, personal data, letters, account and payments. Beside it stands the category of the dossier (contract step 8 and
  "One dossier"). What counts is that of an employee; a border worker is measured employer by employer.
  p is the payout fraction that is paid for, in hundredths: at most a full quarter, except in a quarter with a line in
  tenths, and at most four over the year.
columns:
  quarter_marks: {meaning: "what holds for each quarter, read with quarters_marked"}
  q1_reference_wage_cents: {unit: EUR cent per month, label: Refertemaandloon kwartaal 1}
  q1_p: {unit: hundredths, meaning: payout fraction that is paid for}
  fraction_sum: {unit: hundredths of a quarter, meaning: "payout fraction that is paid for, over the quarters that count"}
  mean_reference_wage_cents: {unit: EUR cent per month, label: Gemiddeld referteloon, meaning: over the quarters that count}
---*/
with

measured as (select * from intermediate.work_measured),
applicants as (select * from intermediate.border_known),
paid as (select * from intermediate.payments_known where scheme = 'jobbonus'),
letters as (select * from intermediate.letters_known where scheme = 'jobbonus'),
accounts as (select * from intermediate.accounts_traced),
persons as (select * from staging.persons__persons),
arrondissements as (select code, is_flemish_region, province::by_province as province from codes.arrondissements),
sectors as (select sector_no, label::by_sector as sector from codes.sectors),

-- most people have a declaration; the others are few, and named twice when they applied and were paid
others as (
    select distinct reference_year, person_key
    from (
        select reference_year, person_key from applicants
        union all
        select reference_year, person_key from intermediate.payments_known where scheme = 'jobbonus'
    )
    -- the table and not the query above: what is read twice by one name is kept in memory whole
    anti join intermediate.work_measured using (reference_year, person_key)
),

everyone as (
    select * from measured
    union all by name
    select * from others
),

described as (
    select
        everyone.* exclude (standing_line_count, excluded_line_count, sector_no, quarter_marks),
        coalesce(everyone.quarter_marks, 0::uinteger) as quarter_marks,
        everyone.sector_no,
        reference_wage_cents(everyone.q1_wage_cents, everyone.q1_wage_fraction) as q1_reference_wage_cents,
        reference_wage_cents(everyone.q2_wage_cents, everyone.q2_wage_fraction) as q2_reference_wage_cents,
        reference_wage_cents(everyone.q3_wage_cents, everyone.q3_wage_fraction) as q3_reference_wage_cents,
        reference_wage_cents(everyone.q4_wage_cents, everyone.q4_wage_fraction) as q4_reference_wage_cents,
        everyone.standing_line_count is not null as has_declaration,
        -- lines there are, and every one is left out by worker code or employer category
        coalesce(everyone.standing_line_count > 0
            and everyone.standing_line_count = everyone.excluded_line_count, false) as has_excluded_work_only,
        case
            when coalesce(applicants.has_admissible, false) then if(everyone.standing_line_count is not null, 'combined'::dossier_category, 'border'::dossier_category)
            when everyone.standing_line_count is null and applicants.person_key is not null then 'border'::dossier_category
            else 'employee'::dossier_category
        end as category,
        coalesce(applicants.has_admissible, false) as has_admissible_application,
        coalesce(applicants.has_pending, false) as has_pending_application,
        persons.person_key is not null as has_person_row,
        persons.birth_date,
        persons.municipality_no,
        persons.death_date,
        coalesce(arrondissements.is_flemish_region, false) as is_in_flemish_region,
        letters.notified_on,
        letters.reminded_on,
        accounts.registered_on,
        accounts.known_since_on,
        paid.first_paid_on,
        coalesce(paid.paid_cents, 0) as paid_cents,
        case
            when everyone.reference_year - year(persons.birth_date) < 25 then '18–24'::by_age
            when everyone.reference_year - year(persons.birth_date) < 35 then '25–34'::by_age
            when everyone.reference_year - year(persons.birth_date) < 45 then '35–44'::by_age
            when everyone.reference_year - year(persons.birth_date) < 55 then '45–54'::by_age
            when everyone.reference_year - year(persons.birth_date) < 65 then '55–64'::by_age
            when everyone.reference_year - year(persons.birth_date) >= 65 then '65 en ouder'::by_age
            else 'Onbekend'::by_age
        end as by_age,
        case persons.sex
            when 'M' then 'Man'::by_sex when 'F' then 'Vrouw'::by_sex when 'X' then 'X'::by_sex else 'Onbekend'::by_sex
        end as by_sex,
        coalesce(arrondissements.province, 'Onbekend'::by_province) as by_province,
        coalesce(sectors.sector, 'Onbekend'::by_sector) as by_sector,
        case letters.first_channel
            when 'ebox' then 'e-Box'::by_channel when 'paper' then 'Papier'::by_channel else 'Nog geen brief'::by_channel
        end as by_channel,
    from everyone
    left join applicants using (reference_year, person_key)
    left join persons using (reference_year, person_key)
    left join sectors on everyone.sector_no = sectors.sector_no
    left join arrondissements on persons.arrondissement_code = arrondissements.code
    left join letters using (reference_year, person_key)
    left join accounts using (person_key)
    left join paid using (reference_year, person_key)
),

measured_against_age as (
    select
        described.*,
        quarters_marked(quarter_marks, 'has_work') as quarters_worked,
        quarters_marked(quarter_marks, 'has_tenths') as quarters_in_tenths,
        -- the four quarters as bits, like those of quarters_marked
        (if(birth_date <= q1_pensioned_if_born_by, 1, 0) + if(birth_date <= q2_pensioned_if_born_by, 2, 0)
            + if(birth_date <= q3_pensioned_if_born_by, 4, 0) + if(birth_date <= q4_pensioned_if_born_by, 8, 0))::uinteger as quarters_pensioned,
        quarters_worked & ~quarters_pensioned
            & (if(q1_wage_fraction > 0, 1, 0) + if(q2_wage_fraction > 0, 2, 0)
                + if(q3_wage_fraction > 0, 4, 0) + if(q4_wage_fraction > 0, 8, 0))::uinteger as quarters_counting,
        quarters_counting
            & (if(q1_wage_cents > 0, 1, 0) + if(q2_wage_cents > 0, 2, 0)
                + if(q3_wage_cents > 0, 4, 0) + if(q4_wage_cents > 0, 8, 0))::uinteger as quarters_earning,
    from described
    left join intermediate.pensions_applied as pensions using (reference_year)
),

capped as (
    select
        *,
        if(quarters_counting & 1 > 0, if(quarters_in_tenths & 1 > 0, q1_payout_fraction, lesser_of(q1_payout_fraction, 100)), 0) as q1_p_uncut,
        if(quarters_counting & 2 > 0, if(quarters_in_tenths & 2 > 0, q2_payout_fraction, lesser_of(q2_payout_fraction, 100)), 0) as q2_p_uncut,
        if(quarters_counting & 4 > 0, if(quarters_in_tenths & 4 > 0, q3_payout_fraction, lesser_of(q3_payout_fraction, 100)), 0) as q3_p_uncut,
        if(quarters_counting & 8 > 0, if(quarters_in_tenths & 8 > 0, q4_payout_fraction, lesser_of(q4_payout_fraction, 100)), 0) as q4_p_uncut,
        if(quarters_counting & 1 > 0, q1_wage_cents, 0) + if(quarters_counting & 2 > 0, q2_wage_cents, 0)
            + if(quarters_counting & 4 > 0, q3_wage_cents, 0) + if(quarters_counting & 8 > 0, q4_wage_cents, 0) as counting_wage_cents,
        if(quarters_counting & 1 > 0, q1_wage_fraction, 0) + if(quarters_counting & 2 > 0, q2_wage_fraction, 0)
            + if(quarters_counting & 4 > 0, q3_wage_fraction, 0) + if(quarters_counting & 8 > 0, q4_wage_fraction, 0) as counting_fraction,
    from measured_against_age
)

select
    reference_year,
    person_key,
    sector_no,
    quarter_marks
        | (quarters_pensioned << mark_position('is_pensioned')::uinteger)
        | (quarters_counting << mark_position('counts')::uinteger)
        | (quarters_earning << mark_position('earns')::uinteger) as quarter_marks,
    q1_reference_wage_cents,
    q2_reference_wage_cents,
    q3_reference_wage_cents,
    q4_reference_wage_cents,
    -- the year has four quarters: what exceeds them is cut from the last ones
    lesser_of(q1_p_uncut, 400) as q1_p,
    lesser_of(q2_p_uncut, 400 - q1_p) as q2_p,
    lesser_of(q3_p_uncut, 400 - q1_p - q2_p) as q3_p,
    lesser_of(q4_p_uncut, 400 - q1_p - q2_p - q3_p) as q4_p,
    (q1_p + q2_p + q3_p + q4_p)::integer as fraction_sum,
    reference_wage_cents(counting_wage_cents, counting_fraction) as mean_reference_wage_cents,
    has_declaration,
    has_excluded_work_only,
    category,
    has_admissible_application,
    has_pending_application,
    has_person_row,
    birth_date,
    municipality_no,
    death_date,
    is_in_flemish_region,
    notified_on,
    reminded_on,
    registered_on,
    known_since_on,
    first_paid_on,
    paid_cents,
    by_age,
    by_sex,
    by_province,
    by_sector,
    by_channel,
from capped
