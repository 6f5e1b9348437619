-- The decision letters of the reference year's campaign: grain one row per entitled person. The order mixes amount
-- (large ones first), account (unknown ones first, where the year does so) and chance; the curve of the year says how
-- many have gone by which day.
insert into twin.letters
with

entitled as (
    select * from twin.dossiers
    where reference_year = getvariable('reference_year') and fate = 'entitled'
),

-- dossiers complete later: the tenths first, of them those who were first refused
grouped as (
    select
        *,
        if(row_number() over (
            order by first_payable = 0 desc, is_tenths desc, twin.draw_in(person, reference_year, 'late'), person
        ) <= twin.scaled(getvariable('late_letters')), 2, 1) as letter_group
    from entitled
),

scored as (
    select
        grouped.*,
        getvariable('letters_by_amount')
                * (1 - percent_rank() over (partition by letter_group order by payable))
            + (1 - getvariable('letters_by_amount')) * twin.draw_in(grouped.person, reference_year, 'letter order')
            + if(accounts.person is null, 0, getvariable('letters_known_last')) as score
    from grouped
    left join twin.accounts using (person)
),

placed as (
    select
        *,
        (row_number() over (partition by letter_group order by score, person) - 0.5)
            / count(*) over (partition by letter_group) as position
    from scored
),

steps as (
    select
        letter_group, day, share,
        lead(day) over ladder as next_day,
        lead(share) over ladder as next_share
    from twin.letter_curve
    where reference_year = getvariable('reference_year')
    window ladder as (partition by letter_group order by day)
),

dated as (
    select
        placed.*,
        twin.working_day(
            steps.day + ceil((position - share) / (next_share - share) * (next_day - steps.day))::integer) as day
    from placed
    join steps
        on steps.letter_group = placed.letter_group
        and position >= share and position < next_share
)

select
    reference_year, person, letter_group,
    if(is_ebox, day, greatest(day, getvariable('first_paper_date'))) as sent_on,
    if(is_ebox, 1, 2) as channel
from dated;
