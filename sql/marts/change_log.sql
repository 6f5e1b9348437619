/*---
title: Controlespoor
grain: one thing that was done and must be answered for
key: [entry_no]
per: all
view: true
publish: true
columns:
  recorded_at: {label: Wanneer}
  action: {label: Wat}
  subject: {label: Waarop}
  actor: {label: Voorgesteld door}
  approver: {label: Goedgekeurd door}
  purpose: {label: Doel}
  recipient: {label: Ontvanger}
---*/
select
    entry_no,
    recorded_at,
    action,
    subject,
    actor,
    approver,
    purpose,
    recipient,
from meta.audit
