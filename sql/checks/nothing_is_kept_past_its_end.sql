/*---
title: Niets over personen wordt langer bewaard dan de termijn
severity: warning
owner: functionaris gegevensbescherming
per: all
why: what the purpose no longer needs is wiped (art. 18); `jobbonus purge` does so, with four eyes
---*/
with

ended as (
    select max(years.reference_year) as last_year
    from parameters.years as years
    cross join parameters.as_of as world
    where years.retention_end_date < world.as_of_date
),

held as (
    select distinct 'deliveries' as held_in, reference_year from meta.deliveries where is_in_force
    union all
    select distinct 'payments', reference_year from staging.payments__payments
    union all
    select distinct 'notifications', reference_year from staging.notifications__notifications
    union all
    select distinct 'objections', reference_year from staging.objections__objections
)

select held.held_in, held.reference_year
from held
inner join ended on held.reference_year <= ended.last_year
