-- Who can be paid for the reference year, from which day, and what the first transfer is: grain one row per entitled
-- person with a letter and an account.
create or replace table twin.payable_people as
with

known as (
    select
        letters.reference_year,
        letters.person,
        dossiers.province_no,
        dossiers.payable,
        dossiers.first_payable,
        letters.sent_on,
        accounts.registered_on,
        twin.draw_in(letters.person, letters.reference_year, 'correction') as correction_draw,
        twin.draw_in(letters.person, letters.reference_year, 'correction size') as size_draw
    from twin.letters
    join twin.dossiers using (reference_year, person)
    join twin.accounts using (person)
    where letters.reference_year = getvariable('reference_year')
),

-- a few first awards are too low or too high and are put right later
awarded as (
    select
        *,
        case
            when first_payable <> payable then first_payable
            when correction_draw < getvariable('supplement_share')
                then payable - greatest(100, floor(payable * (0.04 + 0.3 * size_draw))::bigint)
            when correction_draw < getvariable('supplement_share') + getvariable('recovery_share')
                then payable + greatest(100, floor(payable * (0.04 + 0.4 * size_draw))::bigint)
            else payable
        end as amount,
        -- a known account is to be checked first
        greatest(
            registered_on,
            sent_on + if(registered_on < sent_on, getvariable('account_check_days'), 0)::integer
        ) + 2 as ready_on
    from known
    where first_payable > 0
)

select
    reference_year, person, province_no, payable, amount, sent_on, registered_on, ready_on,
    -- the weekly file, executed on Fridays
    twin.friday(natural_day) as natural_on
from (
    select
        *,
        ready_on + floor(twin.draw_in(person, reference_year, 'payment lag') * 17)::integer as natural_day
    from awarded
);
