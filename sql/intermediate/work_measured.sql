/*---
grain: one person with an employment line, cancelled or not
key: [reference_year, person_key]
slices: person
patch: person
law: BVR 1 juli 2022, art. 2 § 3 (contract step 4)
note: |
  Everything the calculation needs of the declarations, once per person: the wage and the two fractions of each
  quarter. Amounts for other bounds, maxima or minima are computed from here without touching a declaration.
columns:
  quarter_marks: {meaning: "what holds for each quarter, read with quarters_marked"}
  q1_wage_cents: {unit: EUR cent, label: Berekend loon kwartaal 1}
  q1_wage_fraction: {unit: hundredths, label: Prestatiebreuk voor het loon kwartaal 1}
  q1_payout_fraction: {unit: hundredths, label: Prestatiebreuk voor de uitbetaling kwartaal 1}
---*/
with

lines as (select * from intermediate.lines_counted),

joint_committees as (select * from codes.joint_committees),

placed as (
    select
        lines.*,
        -- the sector of the largest line; ties go to the highest number, whatever the order of the rows
        lines.payout_fraction_e8 * 100 + coalesce(joint_committees.sector_no, if(lines.joint_committee is null, 16, 99)) as sector_rank,
        -- what holds for a quarter as soon as one line says it, a bit each: one aggregate is quicker than twelve
        if(is_counted, (
            (1 << mark_position('has_work'))
            + if(is_paid_in_tenths, 1 << mark_position('has_tenths'), 0)
            + if(is_part_time, 1 << mark_position('has_part_time'), 0)
        ) << (quarter_no - 1), 0)::smallint as marks,
    from lines
    left join joint_committees on lines.joint_committee = joint_committees.code
),

per_person as (
    select
        reference_year,
        person_key,
        count(*) filter (is_standing)::integer as standing_line_count,
        count(*) filter (is_standing and is_excluded_work)::integer as excluded_line_count,
        (max(sector_rank) filter (is_counted))::bigint % 100 as sector_no,

        bit_or(marks) as marks,

        sum(if(is_counted and quarter_no = 1, wage_cents, 0)) as q1_wage,
        sum(if(is_counted and quarter_no = 2, wage_cents, 0)) as q2_wage,
        sum(if(is_counted and quarter_no = 3, wage_cents, 0)) as q3_wage,
        sum(if(is_counted and quarter_no = 4, wage_cents, 0)) as q4_wage,

        sum(if(is_counted and quarter_no = 1, wage_fraction_e8, 0)) as q1_wage_e8,
        sum(if(is_counted and quarter_no = 2, wage_fraction_e8, 0)) as q2_wage_e8,
        sum(if(is_counted and quarter_no = 3, wage_fraction_e8, 0)) as q3_wage_e8,
        sum(if(is_counted and quarter_no = 4, wage_fraction_e8, 0)) as q4_wage_e8,

        sum(if(is_counted and quarter_no = 1, payout_fraction_e8, 0)) as q1_payout_e8,
        sum(if(is_counted and quarter_no = 2, payout_fraction_e8, 0)) as q2_payout_e8,
        sum(if(is_counted and quarter_no = 3, payout_fraction_e8, 0)) as q3_payout_e8,
        sum(if(is_counted and quarter_no = 4, payout_fraction_e8, 0)) as q4_payout_e8,
    from placed
    group by reference_year, person_key
)

select
    reference_year,
    person_key,
    standing_line_count,
    excluded_line_count,
    sector_no::tinyint as sector_no,
    q1_wage::bigint as q1_wage_cents,
    q2_wage::bigint as q2_wage_cents,
    q3_wage::bigint as q3_wage_cents,
    q4_wage::bigint as q4_wage_cents,
    -- the sum of a quarter is rounded to two decimals
    half_up(q1_wage_e8::bigint, 1000000)::integer as q1_wage_fraction,
    half_up(q2_wage_e8::bigint, 1000000)::integer as q2_wage_fraction,
    half_up(q3_wage_e8::bigint, 1000000)::integer as q3_wage_fraction,
    half_up(q4_wage_e8::bigint, 1000000)::integer as q4_wage_fraction,
    half_up(q1_payout_e8::bigint, 1000000)::integer as q1_payout_fraction,
    half_up(q2_payout_e8::bigint, 1000000)::integer as q2_payout_fraction,
    half_up(q3_payout_e8::bigint, 1000000)::integer as q3_payout_fraction,
    half_up(q4_payout_e8::bigint, 1000000)::integer as q4_payout_fraction,
    -- wage without time, or time without wage: the declaration is not complete
    (
        marks
        + ((if((q1_wage > 0) <> (q1_wage_e8 > 0), 1, 0) + if((q2_wage > 0) <> (q2_wage_e8 > 0), 2, 0)
            + if((q3_wage > 0) <> (q3_wage_e8 > 0), 4, 0) + if((q4_wage > 0) <> (q4_wage_e8 > 0), 8, 0))
            << mark_position('is_incomplete'))
    )::uinteger as quarter_marks,
from per_person
