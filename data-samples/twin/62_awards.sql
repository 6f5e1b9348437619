-- The transfers up to one published figure: so many people (by province where known) and so many euro. Inside every
-- province and amount class the longest waiting go first; the amount classes are tilted so that the euro come out.
insert into twin.awards
with

days as (
    select
        twin.friday(getvariable('interval_to') - 6) as last_file,
        twin.friday(getvariable('interval_from') + 1) as first_file
),

waiting as (
    select people.*, ntile(16) over (order by people.amount, people.person) as amount_class
    from twin.payable_people as people
    left join twin.awards using (reference_year, person)
    cross join days
    where awards.person is null and ready_on <= last_file
),

done as (
    select
        coalesce(province_no, 0) as province_no, count(*) as people, sum(amount) as cents
    from (
        select awards.amount, dossiers.province_no
        from twin.awards
        join twin.dossiers using (reference_year, person)
        where reference_year = getvariable('reference_year')
    )
    group by grouping sets ((), (province_no))
),

strata as (
    select
        province_no,
        amount_class,
        count(*) as people,
        sum(amount)::double / count(*) as mean_cents,
        count(*) filter (natural_on <= last_file) + 1 as natural_people
    from waiting, days
    group by province_no, amount_class
),

targets as (
    select
        curve.province_no,
        twin.scaled(paid) - coalesce(done.people, 0) as people,
        round(million_eur * 100000000 * getvariable('persons') / getvariable('full_size_persons')) - coalesce(done.cents, 0)
            as cents
    from twin.paid_curve as curve
    left join done using (province_no)
    where curve.reference_year = getvariable('reference_year') and curve.day = getvariable('interval_to')
),

-- people by province: given, or the rest in proportion to who is due
by_province as (
    select
        due.province_no,
        if(
            given.people is not null,
            greatest(0, given.people),
            greatest(0, whole.people - coalesce((select sum(people) from targets where province_no > 0), 0))
                * due.natural_people
                / sum(if(given.people is null, due.natural_people, 0)) over ()
        )::double as people
    from (
        select province_no, sum(natural_people)::bigint as natural_people from strata group by province_no
    ) as due
    left join targets as given on given.province_no = due.province_no
    cross join (select people from targets where province_no = 0) as whole
),

base as (
    select
        strata.*,
        least(strata.people, by_province.people * natural_people / sum(natural_people) over (partition by province_no))
            as drafted
    from strata
    join by_province using (province_no)
),

-- the room to move, and the direction that keeps each province's people
tilted as (
    select
        *,
        room * (mean_cents - sum(room * mean_cents) over (partition by province_no)
            / nullif(sum(room) over (partition by province_no), 0)) as direction
    from (select *, drafted * (people - drafted) / people as room from base)
),

measured as (
    select
        any_value(whole.cents) as wanted,
        sum(drafted * mean_cents order by province_no, amount_class) as drafted_cents,
        sum(direction * mean_cents order by province_no, amount_class) as gain
    from tilted, (select cents from targets where province_no = 0) as whole
),

shares as (
    select
        province_no,
        amount_class,
        people,
        least(people, greatest(0,
            drafted + coalesce(direction * (wanted - drafted_cents) / nullif(gain, 0), 0))) as share
    from tilted, measured
),

quotas as (
    select
        province_no,
        amount_class,
        floor(share)::bigint + (row_number() over (
            partition by province_no order by share - floor(share) desc, amount_class
        ) <= round(sum(share) over (partition by province_no
            ))::bigint
            - sum(floor(share)::bigint) over (partition by province_no))::bigint as quota
    from shares
),

chosen as (
    select
        waiting.*,
        row_number() over (
            partition by waiting.province_no, waiting.amount_class order by natural_on, ready_on, person
        ) as place,
        quota
    from waiting
    join quotas using (province_no, amount_class)
)

select
    reference_year, person, amount,
    least(last_file, greatest(first_file, natural_on)),
    false
from chosen, days
where place <= quota;
