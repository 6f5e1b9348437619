/*---
grain: one version of one employment line
key: [reference_year, line_key]
rows: staging.dmfa__employment_lines
view: true
law: BVR 1 juli 2022, art. 2 § 2 en § 3, § 3/1; BVR 31 augustus 2023, art. 2 (contract steps 1 to 3)
columns:
  is_standing: {label: Geldende versie, meaning: the highest version of the line and not cancelled}
  is_excluded_work: {label: Uitgesloten tewerkstelling, meaning: left out by worker code or employer category}
  is_counted: {label: Telt mee}
  wage_cents: {unit: EUR cent, label: Berekend loon}
  wage_fraction_e8: {unit: 1e-8 of a full-time quarter, label: Prestatiebreuk voor het loon}
  payout_fraction_e8: {unit: 1e-8 of a full-time quarter, label: Prestatiebreuk voor de uitbetaling}
---*/
with

lines as (select * from staging.dmfa__employment_lines),

-- a line that was declared again: few, so looking them up costs little, and less than setting all lines aside
newest as (
    select reference_year, person_key, quarter_no, employer_id, line_no, max(version) as version
    from staging.dmfa__employment_lines
    where version > 1
    group by all
),

excluded_workers as (select * from staging.codes__excluded_workers),
excluded_employers as (select * from staging.codes__excluded_employers),

-- the key of a line holds its quarter and so its year: one number to group by instead of two
wages as (
    select
        remunerations.line_key,
        sum(if(codes.is_counted_wage, remunerations.amount_cents, 0))::bigint as wage_cents,
        bool_or(codes.excludes_line) as excludes_line,
    from staging.dmfa__remunerations as remunerations
    inner join staging.codes__remuneration_codes as codes
        on remunerations.reference_year = codes.reference_year
        and remunerations.remuneration_code = codes.remuneration_code
    where codes.is_counted_wage or codes.excludes_line
    group by all
),

times as (
    select
        services.line_key,
        sum(if(codes.counts_for_wage_fraction, services.packed_time, 0))::bigint as wage_time,
        sum(services.packed_time)::bigint as payout_time,
    from staging.dmfa__services as services
    inner join staging.codes__service_codes as codes
        on services.reference_year = codes.reference_year and services.service_code = codes.service_code
    where codes.counts_for_wage_fraction or codes.counts_for_payout_fraction
    group by all
),

gathered as (
    select
        lines.*,
        coalesce(newest.version, 1) = lines.version and not lines.is_cancelled as is_standing,
        excluded_workers.worker_code is not null
            or excluded_employers.employer_category is not null as is_excluded_work,
        coalesce(wages.excludes_line, false) as is_excluded_pay,
        coalesce(wages.wage_cents, 0) as declared_wage_cents,
        -- time is in hours as soon as one counted service has hours; what is in the other unit then counts for nothing
        case
            when packed_hours(times.payout_time) > 0
                then line_fraction_e8(packed_hours(times.wage_time), lines.reference_hours_per_week_hundredths)
            else line_fraction_e8(packed_days(times.wage_time), lines.days_per_week_hundredths)
        end as wage_fraction_e8,
        case
            when packed_hours(times.payout_time) > 0
                then line_fraction_e8(packed_hours(times.payout_time), lines.reference_hours_per_week_hundredths)
            else line_fraction_e8(packed_days(times.payout_time), lines.days_per_week_hundredths)
        end as declared_payout_fraction_e8,
    from lines
    left join newest using (reference_year, person_key, quarter_no, employer_id, line_no)
    left join excluded_workers using (reference_year, worker_code)
    left join excluded_employers using (reference_year, employer_category)
    left join wages using (line_key)
    left join times using (line_key)
)

select
    * exclude (declared_wage_cents, declared_payout_fraction_e8),
    is_standing and not is_excluded_work and not is_excluded_pay as is_counted,
    -- ten months carry the pay of twelve: the wage comes down to a twelfth, the time goes up to it
    case when is_paid_in_tenths then half_up(declared_wage_cents * 10, 12) else declared_wage_cents end as wage_cents,
    case
        when is_paid_in_tenths then half_up(declared_payout_fraction_e8 * 12, 10)
        else declared_payout_fraction_e8
    end as payout_fraction_e8,
from gathered
