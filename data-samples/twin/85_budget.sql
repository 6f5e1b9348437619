-- Credits: budget at the start of the year, realised month by month (paid for VEK, notified for VAK), and what is put
-- on the carry-over account at the end of the year and taken off again in January. Grain: one row per booking.
create or replace table twin.credits_delivered as
with

budgets as (
    select
        fiscal_year, scheme, 'budget' as kind, make_date(fiscal_year::integer, 1, 2) as booked_on,
        twin.scaled(vak * 100) as vak, twin.scaled(vek * 100) as vek
    from twin.credits
),

months as (
    select
        scheme,
        last_day(executed_on) as booked_on,
        0 as vak,
        sum(amount)::bigint as vek
    from twin.payments_delivered
    where status = 'executed'
    group by all
    union all
    select 'jobbonus', last_day(sent_on), sum(first_payable)::bigint, 0
    from twin.letters
    join twin.dossiers using (reference_year, person)
    where reference_year in (select reference_year from twin.asked_years)
    group by all
    union all
    -- supplements and recoveries are committed when they are paid; of the plus, VAK = VEK
    select scheme, last_day(executed_on), sum(amount)::bigint, 0
    from twin.payments_delivered
    where status = 'executed' and (scheme = 'plus' or kind <> 'award')
    group by all
),

realised as (
    select
        year(booked_on) as fiscal_year, scheme, 'realised' as kind, booked_on, sum(vak)::bigint as vak, sum(vek)::bigint as vek
    from months
    group by all
),

-- the plus books the year's estimate as realised (seed 004): the last booking brings it to the published figure
closing as (
    select
        published.fiscal_year, 'plus' as scheme, 'realised' as kind,
        make_date(published.fiscal_year::integer, 12, 31) as booked_on,
        twin.scaled(amount_eur * 100) - coalesce(sum(realised.vak), 0)::bigint as vak,
        twin.scaled(amount_eur * 100) - coalesce(sum(realised.vek), 0)::bigint as vek
    from twin.plus_realised as published
    left join realised
        on realised.scheme = 'plus' and realised.fiscal_year = published.fiscal_year
    where exists (
        from twin.plus_all where plus_all.reference_year = published.fiscal_year - 1
    )
    group by published.fiscal_year, amount_eur
),

open_at_year_end as (
    select
        letters.reference_year + 1 as fiscal_year,
        'jobbonus' as scheme,
        round(sum(payable) * getvariable('jobbonus_accrual_share') / 100000)::bigint * 100000 as amount
    from twin.letters
    join twin.dossiers using (reference_year, person)
    left join twin.awards
        on awards.reference_year = letters.reference_year and awards.person = letters.person
        and awards.executed_on <= make_date(letters.reference_year + 1, 12, 31)
    where awards.person is null and letters.reference_year in (select reference_year from twin.asked_years)
    group by all
    union all
    select
        reference_year + 1, 'plus',
        round(count(*) * getvariable('plus_accrual_share'))::bigint
            * (select round(any_value(plus_instalment_eur) * 100)::bigint from twin.law)
    from twin.plus_all
    where kind = 'dossier'
    group by all
),

accruals as (
    select
        fiscal_year, scheme, 'accrual' as kind, make_date(fiscal_year::integer, 12, 31) as booked_on,
        amount as vak, amount as vek
    from open_at_year_end
    union all
    select
        fiscal_year + 1, scheme, 'accrual', make_date(fiscal_year::integer + 1, 1, 31), -amount, -amount
    from open_at_year_end
),

bookings as (
    from budgets
    union all by name from realised
    union all by name from closing
    union all by name from accruals
),

parts as (
    select fiscal_year, scheme, 'VAK' as appropriation, kind, booked_on, vak as amount from bookings
    union all
    select fiscal_year, scheme, 'VEK', kind, booked_on, vek from bookings
)

select
    row_number() over (order by booked_on, scheme, appropriation, kind, amount) as credit_no,
    fiscal_year::integer as fiscal_year, article, scheme, appropriation, kind, booked_on, amount
from parts
join twin.credit_articles using (scheme)
where amount <> 0 and booked_on <= getvariable('horizon')
    and fiscal_year > (select min(reference_year) from twin.asked_years);
