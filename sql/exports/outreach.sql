/*---
grain: one wave of reminders, or the first letters of a year together
key: [reference_year, action]
note: |
  The day on which a workspace first saw a plan is its own, so it stays inside: an export is the same wherever it is made.
  Whether that day proves the plan goes out with it.
---*/
select
    * exclude (plan_known_on),
    coalesce(plan_known_on < sent_on, false) as is_plan_proven,
from estimates.outreach
