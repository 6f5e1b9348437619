/*---
title: Elke dimensie van het profiel telt op tot alle rechthebbenden, in personen en in centen
severity: error
owner: datateam
why: a person missing from one breakdown would go unseen
---*/
with

expected as (
    select
        count(*) as entitled, count(registered_on) as registered, count(*) filter (paid_cents > 0) as paid,
        coalesce(sum(payable_cents), 0) as payable, coalesce(sum(paid_cents), 0) as paid_cents,
    from intermediate.people_assessed
    where status = 'entitled'
),

found as (
    select
        dimension, sum(entitled) as entitled, sum(registered) as registered, sum(paid) as paid,
        sum(cents(entitled_eur)) as payable, sum(cents(paid_eur)) as paid_cents,
    from marts.profile
    group by dimension
)

select dimension
from found, expected
where (found.entitled, found.registered, found.paid, found.payable, found.paid_cents)
    is distinct from (expected.entitled, expected.registered, expected.paid, expected.payable, expected.paid_cents)
