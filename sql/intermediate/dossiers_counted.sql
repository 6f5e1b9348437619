/*---
grain: one category, status and reason of dossiers, with or without an admissible application
key: [reference_year, category, status, reason, has_admissible_application]
sums: persons
note: every dossier stands in exactly one row; what counts dossiers by status is a sum of these rows
columns:
  persons: {unit: persons, label: Dossiers}
  overpaid: {unit: persons, label: Meer betaald dan verschuldigd}
  registered_cents: {unit: EUR cent, label: Te betalen met gekende rekening}
---*/
select
    reference_year,
    category,
    status,
    reason,
    has_admissible_application,
    count(*)::integer as persons,
    count(registered_on)::integer as registered,
    count(*) filter (paid_cents > payable_cents)::integer as overpaid,
    sum(bonus_cents)::bigint as bonus_cents,
    sum(payable_cents)::bigint as payable_cents,
    coalesce(sum(payable_cents) filter (registered_on is not null), 0)::bigint as registered_cents,
    sum(paid_cents)::bigint as paid_cents,
    coalesce(sum(paid_cents - payable_cents) filter (paid_cents > payable_cents), 0)::bigint as overpaid_cents,
from intermediate.people_assessed
group by all
