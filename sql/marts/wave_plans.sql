/*---
title: Plannen van briefgolven
grain: one wave of letters that was planned before it went out
key: [wave]
per: all
publish: true
note: of a plan only what says how much it can show; whom it is about and who signed stays in the file
columns:
  wave: {label: Golf}
  reference_year: {label: Refertejaar}
  sent_on: {label: Verzonden op}
  fixed_on: {label: Vastgelegd op, meaning: the day that the plan itself names}
  known_on: {label: In het controlespoor sinds, meaning: the day on which the audit trail of this workspace first saw the plan}
  holdout_share: {unit: share, label: Deel dat wacht}
  minimum_effect: {unit: share, label: Kleinste effect dat telt volgens het plan}
---*/
select
    plans.wave,
    plans.reference_year,
    plans.sent_on,
    plans.fixed_on,
    plans.known_on,
    plans.holdout_share,
    plans.minimum_effect,
from parameters.plans as plans
