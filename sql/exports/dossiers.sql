/*---
grain: one dossier of one person, reference year and scheme
key: [reference_year, scheme, person_id]
note: the seam of contract §3; a column may be added, never renamed
---*/
select
    dossiers.reference_year,
    dossiers.scheme,
    people.person_id,
    dossiers.category,
    dossiers.status,
    dossiers.reason,
    dossiers.bonus,
    dossiers.supplement,
    dossiers.payable,
    dossiers.notified_on,
    dossiers.registered_on,
    dossiers.first_paid_on,
    dossiers.paid_amount,
    dossiers.balance,
from marts.dossiers as dossiers
left join meta.people as people using (person_key)
