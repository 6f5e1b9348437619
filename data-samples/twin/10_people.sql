-- Everybody who is ever received, once: grain one row per person. Three bands with their own turnover; a band is a
-- window over an endless queue that moves on every year, so that the same number of people is there each year and a
-- person keeps number, birth date and sex for good.
create or replace table twin.people as
with

years as (
    select getvariable('first_campaign_year') as first_year, getvariable('last_simulated_year') as last_year
),

bands as (
    select
        band,
        case band
            when 1 then getvariable('persons') - round(getvariable('persons') * getvariable('slow_band_share'))
                - round(getvariable('persons') * getvariable('fast_band_share'))
            when 2 then round(getvariable('persons') * getvariable('slow_band_share'))
            else round(getvariable('persons') * getvariable('fast_band_share'))
        end::integer as seats,
        case band
            when 1 then 0
            when 2 then round(getvariable('persons') * getvariable('slow_band_turnover'))
            else round(getvariable('persons') * getvariable('fast_band_turnover'))
        end::integer as moves
    from range(1, 4) as numbers(band)
),

queue as (
    select
        (band * 100000000 + place)::integer as person,
        band::integer as band,
        (years.first_year + case
            when place < seats then 0 else (place - seats) // moves + 1
        end)::integer as first_year,
        (years.first_year + case when moves = 0 then 9999 else place // moves end)::integer as last_year,
        -- those who are there from the start came in earlier years
        (years.first_year + case
            when place >= seats then (place - seats) // moves + 1
            when moves = 0 then 0
            else -((seats - 1 - place) // moves)
        end)::integer as entry_year
    from bands, years, range(seats + moves * (years.last_year - years.first_year)) as places(place)
    union all
    -- border workers apply on their own and are not among the people received
    select (400000000 + place)::integer, 4, 9999, 9999, first_year::integer
    from years, range(getvariable('border_least_received') + twin.scaled(getvariable('border_seats'))) as places(place)
),

born as (
    select
        *,
        make_date(
            entry_year - floor(case band
                when 1 then twin.on_curve('age_1', twin.draw(person, 'age'))
                when 2 then twin.on_curve('age_2', twin.draw(person, 'age'))
                when 3 then twin.on_curve('age_3', twin.draw(person, 'age'))
                else twin.on_curve('age_1', twin.draw(person, 'age') * 0.8)
            end)::integer, 1, 1
        ) + floor(twin.draw(person, 'birthday') * 365)::integer as birth_date,
        case when twin.draw(person, 'sex') < getvariable('women_share') then 'F' else 'M' end as sex
    from queue
),

halves as (select *, (person >> 25)::bigint as l0, (person & 33554431)::bigint as r0 from born),
round_1 as (select *, r0 as l1, twin.mixed(l0, r0, 1, 'person') as r1 from halves),
round_2 as (select *, r1 as l2, twin.mixed(l1, r1, 2, 'person') as r2 from round_1),
round_3 as (select *, r2 as l3, twin.mixed(l2, r2, 3, 'person') as r3 from round_2),
round_4 as (select *, r3 as l4, twin.mixed(l3, r3, 4, 'person') as r4 from round_3)

select
    people.person, people.band, people.first_year, people.last_year, people.birth_date, people.sex,
    (people.l4 << 25) | people.r4 as person_no,
    (people.birth_date + to_years(pension.age::integer))::date as pension_date
from round_4 as people
asof join twin.pension_ages as pension on people.birth_date >= pension.born_from;
