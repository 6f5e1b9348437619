/*---
meaning: how many different people payments are for, where only who stands in payments_repeated can have several
---*/
create or replace macro persons_paid(person_key, is_repeated) as (
    (count(*) filter (not is_repeated) + count(distinct person_key) filter (is_repeated))::integer
)
