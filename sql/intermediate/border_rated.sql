/*---
grain: one employer and quarter with counted work of a person with an admissible border application
key: [reference_year, person_key, employer, quarter_no]
patch: person
rows: intermediate.border_work_measured
law: Decreet 20 mei 2022, art. 5; BVR 1 juli 2022, art. 2 § 5 (contract step 8)
columns:
  p: {unit: hundredths, meaning: payout fraction that is paid for}
  bonus_micros: {unit: 1e-6 EUR, label: Jobbonus}
---*/
with

work as (select * from intermediate.border_work_measured),
people as (select reference_year, person_key, birth_date from intermediate.people_described where has_admissible_application),

law as (
    select law.*, quarters.quarter_no,
        [q1_pensioned_if_born_by, q2_pensioned_if_born_by, q3_pensioned_if_born_by, q4_pensioned_if_born_by][quarters.quarter_no] as pensioned_if_born_by,
        [q1_lower_cents, q2_lower_cents, q3_lower_cents, q4_lower_cents][quarters.quarter_no] as lower_cents,
        [q1_upper_cents, q2_upper_cents, q3_upper_cents, q4_upper_cents][quarters.quarter_no] as upper_cents,
        [q1_max_cents, q2_max_cents, q3_max_cents, q4_max_cents][quarters.quarter_no] as max_cents,
        [q1_end_cents, q2_end_cents, q3_end_cents, q4_end_cents][quarters.quarter_no] as end_cents,
    from intermediate.law_applied as law
    cross join unnest([1, 2, 3, 4]) as quarters(quarter_no)
),

counting as (
    select
        work.*,
        law.lower_cents,
        law.upper_cents,
        law.max_cents,
        law.end_cents,
        coalesce(people.birth_date <= law.pensioned_if_born_by, false) as is_pensioned,
        not is_pensioned and work.wage_fraction > 0 as counts,
        reference_wage_cents(work.wage_cents, work.wage_fraction) as reference_wage_cents,
        if(counts, if(work.has_tenths, work.payout_fraction, least(work.payout_fraction, 100)), 0) as p_uncut,
    from work
    left join people using (reference_year, person_key)
    left join law on work.reference_year = law.reference_year and work.quarter_no = law.quarter_no
),

-- per employer too the year has four quarters
cut as (
    select
        *,
        least(p_uncut, greatest(400 - coalesce(sum(p_uncut) over (
            partition by reference_year, person_key, employer order by quarter_no
            rows between unbounded preceding and 1 preceding
        ), 0), 0))::integer as p,
    from counting
),

rated as (
    select
        *,
        if(counts and wage_cents > 0,
            award_numerator(reference_wage_cents, lower_cents, upper_cents, max_cents, end_cents), 0) as award_numerator,
    from cut
)

select
    * exclude (p_uncut, max_cents, end_cents),
    quarter_bonus_micros(award_numerator, upper_cents - lower_cents, p) as bonus_micros,
from rated
