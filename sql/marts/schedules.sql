/*---
title: Loonschalen van de wet
grain: one stretch of quarters with the same schedule
key: [reference_year, from_quarter]
law: Decreet 20 mei 2022, art. 5; BVR 1 juli 2022, art. 2 § 5
publish: true
note: |
  What one more euro of full-time gross wage a month costs in bonus, for a full-timer the whole year: the slope of the
  taper, (maximum − end) over twelve months of its width. What is lost at its end is a jump of the year's amount, found
  to the cent in marts.wage_jumps and nowhere else. A schedule of half a year counts for half of the year's bonus; the
  supplement is paid once.
columns:
  from_quarter: {label: Eerste kwartaal}
  to_quarter: {label: Laatste kwartaal}
  lower_eur: {unit: EUR/month, label: Onderste loongrens}
  upper_eur: {unit: EUR/month, label: Eerste loon zonder bonus}
  max_eur: {unit: EUR/year, label: Maximum}
  end_eur: {unit: EUR/year, label: Einde van de afbouw}
  supplement_eur: {unit: EUR/year, label: Toeslag}
  marginal_rate_e6: {unit: one in a million, label: Marginale druk}
---*/
with

law as (select * from intermediate.law_applied),

quarters as (
    select reference_year, supplement_cents, 1 as quarter_no, q1_lower_cents as lower_cents, q1_upper_cents as upper_cents, q1_max_cents as max_cents, q1_end_cents as end_cents from law
    union all select reference_year, supplement_cents, 2, q2_lower_cents, q2_upper_cents, q2_max_cents, q2_end_cents from law
    union all select reference_year, supplement_cents, 3, q3_lower_cents, q3_upper_cents, q3_max_cents, q3_end_cents from law
    union all select reference_year, supplement_cents, 4, q4_lower_cents, q4_upper_cents, q4_max_cents, q4_end_cents from law
)

select
    reference_year,
    min(quarter_no)::integer as from_quarter,
    max(quarter_no)::integer as to_quarter,
    eur(lower_cents) as lower_eur,
    eur(upper_cents) as upper_eur,
    eur(max_cents) as max_eur,
    eur(end_cents) as end_eur,
    eur(supplement_cents) as supplement_eur,
    half_up((max_cents - end_cents) * 1000000, 12 * (upper_cents - lower_cents))::integer as marginal_rate_e6,
from quarters
group by reference_year, supplement_cents, lower_cents, upper_cents, max_cents, end_cents
