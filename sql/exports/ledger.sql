/*---
grain: one entry on the account of one dossier
key: [reference_year, scheme, person_id, entry_on, kind, reference]
note: the balance of a dossier is the sum of its entries
---*/
select
    ledger.reference_year,
    ledger.scheme,
    people.person_id,
    ledger.entry_on,
    ledger.kind,
    ledger.amount,
    ledger.reference,
from marts.ledger as ledger
left join meta.people as people using (person_key)
