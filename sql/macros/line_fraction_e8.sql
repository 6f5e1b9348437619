/*---
meaning: |
  Part of a full-time quarter that the time of one line is, in units of 1e-8 (contract step 3): time over thirteen
  weeks of the regime, both in hundredths of hours or of days. Zero without a regime to compare with.
---*/
create or replace macro line_fraction_e8(time_hundredths, week_hundredths) as (
    case
        when week_hundredths > 0 then half_up(coalesce(time_hundredths, 0)::bigint * 100000000, 13 * week_hundredths)
        else 0
    end
)
