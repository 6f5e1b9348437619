/*---
grain: one dossier of one person, reference year and scheme
key: [reference_year, scheme, person_key]
view: true
law: Decreet 20 mei 2022, art. 5 en 9; Decreet 15 juli 2022
columns:
  status: {label: Toestand}
  reason: {label: Reden}
  bonus: {unit: EUR, label: Jobbonus}
  supplement: {unit: EUR, label: Toeslag}
  payable: {unit: EUR, label: Te betalen}
  paid_amount: {unit: EUR, label: Uitbetaald}
  balance: {unit: EUR, label: Saldo}
---*/
with

everyone as (
    select
        reference_year, 'jobbonus' as scheme, person_key, category, status, reason,
        bonus_cents, supplement_cents, payable_cents, notified_on, registered_on, first_paid_on, paid_cents,
    from intermediate.people_assessed
    union all
    select
        reference_year, 'plus' as scheme, person_key, 'starter' as category, status, reason,
        bonus_cents, 0 as supplement_cents, bonus_cents as payable_cents,
        notified_on, registered_on, first_paid_on, paid_cents,
    from intermediate.starters_assessed
)

select
    * exclude (bonus_cents, supplement_cents, payable_cents, paid_cents),
    eur(bonus_cents) as bonus,
    eur(supplement_cents) as supplement,
    eur(payable_cents) as payable,
    eur(paid_cents) as paid_amount,
    eur(payable_cents - paid_cents) as balance,
from everyone
