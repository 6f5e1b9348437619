/*---
title: Het controlespoor is ononderbroken
severity: error
owner: datateam
per: all
why: entries carry the hash of the one before; a changed or removed entry breaks the chain
---*/
select entry_no
from (
    select entry_no, hash_before, lag(hash, 1, '') over (order by entry_no) as hash_of_before,
        row_number() over (order by entry_no) as place
    from meta.audit
)
where hash_before <> hash_of_before or entry_no <> place
