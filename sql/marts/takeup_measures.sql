/*---
title: Take-up met haar noemers
grain: one reference year
key: [reference_year]
law: Decreet 20 mei 2022, art. 8 en 9
publish: true
note: |
  The headline measures always stand together, each with its own denominator. Entitled: a right in the version known
  today. Notified: a letter has gone out. Reachable: entitled, without those who died before registering; withdrawn
  rights are out already. Payable: account known. A few who died, or who were paid without an account, are not told
  apart: they stand with the others. Low and high show what files with incomplete data could still do to
  the rate: none or all of those that would lower (raise) it turn out to be entitled.
columns:
  entitled: {unit: persons, label: Rechthebbend, nests: "'entitled'"}
  notified: {unit: persons, label: Aangeschreven, within: entitled, nests: "'entitled'"}
  reachable: {unit: persons, label: Bereikbaar, within: entitled, nests: "'entitled'"}
  registered: {unit: persons, label: Rekening gekend, within: entitled, nests: "'registered'"}
  paid: {unit: persons, label: Uitbetaald, within: entitled, nests: "'paid'"}
  registered_notified: {unit: persons, label: "Rekening gekend, van wie aangeschreven is", within: [notified, registered_or_unreached], nests: "'registered'"}
  paid_notified: {unit: persons, label: "Uitbetaald, van wie aangeschreven is", within: notified, nests: "'paid'"}
  registered_reachable: {unit: persons, label: "Rekening gekend, van wie bereikbaar is", within: reachable, nests: "'registered'"}
  paid_reachable: {unit: persons, label: "Uitbetaald, van wie bereikbaar is", within: reachable, nests: "'paid'"}
  paid_payable: {unit: persons, label: "Uitbetaald, van wie betaalbaar is", within: registered, nests: "'paid'"}
  known_before: {unit: persons, label: Rekening gekend voor de brief, within: registered}
  incomplete: {unit: persons, label: Onvolledige dossiers, within: [incomplete_pay, incomplete_person]}
  incomplete_registered: {unit: persons, label: "Onvolledig, rekening gekend", within: incomplete}
  entitled_eur: {unit: EUR, label: Recht in euro, of: entitled}
  paid_eur: {unit: EUR, label: Uitbetaald in euro, of: paid}
  registered_takeup: {unit: share, label: "Take-up, rekening gekend", of: registered}
  registered_low: {unit: share, label: Ondergrens, of: [registered, incomplete, incomplete_registered]}
  registered_high: {unit: share, label: Bovengrens, of: [registered, incomplete_registered]}
  paid_takeup: {unit: share, label: "Take-up, uitbetaald", of: paid}
  paid_low: {unit: share, label: Ondergrens, of: [paid, incomplete]}
  expenditure_takeup: {unit: share, label: Take-up in euro, of: paid}
  conversion: {unit: share, label: Conversie, meaning: registered among those who had to act, of: [registered, known_before]}
  reachable_takeup: {unit: share, label: Take-up van wie bereikbaar is, of: [registered, reachable]}
  unclaimed: {unit: persons, label: Niet uitbetaald, meaning: "those who died before they were paid are left out, unless they are a few", within: entitled}
  unclaimed_eur: {unit: EUR, label: Nog niet uitbetaald, of: unclaimed}
  unclaimed_mean_eur: {unit: EUR, label: Gemiddeld, of: unclaimed}
  unclaimed_median_eur: {unit: EUR, label: Mediaan, of: unclaimed}
  unclaimed_under_50: {unit: persons, label: Minder dan 50 euro, within: unclaimed}
  waiting: {unit: persons, label: Wacht, within: entitled, nests: "'not registered'"}
  application_deadline_date: {label: Uiterste dag}
  registered_or_unreached: {unit: persons, label: "Rekening gekend na een brief, of geen van beide", meaning: "less registered_notified: without a letter and without an account", stays: true}
  incomplete_pay: {unit: persons, label: DmfA onvolledig, meaning: as marts.outcomes tells it, stays: true}
  incomplete_person: {unit: persons, label: Persoonsgegevens onvolledig, meaning: as marts.outcomes tells it, stays: true}
---*/
with

counted as (
    select
        reference_year,
        sum(persons)::integer as entitled,
        sum(notified)::integer as notified,
        or_whole(coalesce(sum(persons) filter (state <> 'died'), 0), sum(persons))::integer as reachable,
        sum(registered)::integer as registered,
        sum(paid)::integer as paid,
        -- a numerator never holds anybody who is not in its denominator
        sum(registered_notified)::integer as registered_notified,
        sum(paid_notified)::integer as paid_notified,
        least(or_whole(coalesce(sum(registered) filter (state <> 'died'), 0), sum(registered)), reachable)::integer as registered_reachable,
        least(or_whole(coalesce(sum(paid) filter (state <> 'died'), 0), sum(paid)), reachable)::integer as paid_reachable,
        least(or_whole(sum(paid_registered), sum(paid)), sum(registered))::integer as paid_payable,
        coalesce(sum(persons) filter (entry = 'known_before'), 0)::integer as known_before,
        or_whole(coalesce(sum(persons) filter (state = 'waiting'), 0), sum(persons) - sum(registered))::integer as waiting,
        sum(payable_cents)::bigint as entitled_cents,
        sum(paid_cents)::bigint as paid_cents,
    from intermediate.states_counted
    where state <> 'withdrawn'
    group by reference_year
),

placed as (
    select
        *,
        sum(unclaimed) over (partition by reference_year order by payable_cents) as so_far,
        sum(unclaimed) over (partition by reference_year) as total,
    from intermediate.amounts_left
    where unclaimed > 0
),

unclaimed as (
    select
        reference_year,
        sum(unclaimed)::integer as unclaimed,
        sum(payable_cents * unclaimed)::bigint as unclaimed_cents,
        min(payable_cents) filter (so_far * 2 >= total) as unclaimed_median_cents,
        coalesce(sum(unclaimed) filter (payable_cents < 5000), 0)::integer as unclaimed_under_50,
    from placed
    group by reference_year
),

incomplete as (
    select
        reference_year,
        sum(persons)::integer as incomplete,
        sum(registered)::integer as incomplete_registered,
        coalesce(sum(persons) filter (reason = 'dmfa_incomplete'), 0)::integer as incomplete_pay,
    from intermediate.dossiers_counted
    where status = 'incomplete'
    group by reference_year
),

joined as (
    select
        counted.*,
        coalesce(unclaimed.unclaimed, 0)::integer as unclaimed,
        coalesce(unclaimed.unclaimed_cents, 0)::bigint as unclaimed_cents,
        unclaimed.unclaimed_median_cents,
        coalesce(unclaimed.unclaimed_under_50, 0)::integer as unclaimed_under_50,
        coalesce(incomplete, 0)::integer as incomplete,
        coalesce(incomplete_registered, 0)::integer as incomplete_registered,
        coalesce(incomplete_pay, 0)::integer as incomplete_pay,
    from counted
    left join unclaimed using (reference_year)
    left join incomplete using (reference_year)
)

select
    reference_year,
    entitled,
    notified,
    reachable,
    registered,
    paid,
    registered_notified,
    paid_notified,
    registered_reachable,
    paid_reachable,
    paid_payable,
    known_before,
    incomplete,
    incomplete_registered,
    eur(entitled_cents) as entitled_eur,
    eur(paid_cents) as paid_eur,
    registered / entitled as registered_takeup,
    registered / (entitled + incomplete - incomplete_registered) as registered_low,
    (registered + incomplete_registered) / (entitled + incomplete_registered) as registered_high,
    paid / entitled as paid_takeup,
    paid / (entitled + incomplete) as paid_low,
    paid_cents / nullif(entitled_cents, 0) as expenditure_takeup,
    (registered - known_before) / nullif(entitled - known_before, 0) as conversion,
    registered / nullif(reachable, 0) as reachable_takeup,
    unclaimed,
    eur(unclaimed_cents) as unclaimed_eur,
    eur(half_up(unclaimed_cents, unclaimed)) as unclaimed_mean_eur,
    eur(unclaimed_median_cents) as unclaimed_median_eur,
    unclaimed_under_50,
    waiting,
    years.application_deadline_date,
    registered_notified + (entitled - notified) - (registered - registered_notified) as registered_or_unreached,
    incomplete_pay,
    incomplete - incomplete_pay as incomplete_person,
from joined
left join parameters.years as years using (reference_year)
