/*---
meaning: part / whole with four decimals, a half away from zero; null when there is no whole
---*/
create or replace macro share_of(part, whole) as (
    case
        when whole > 0 then (half_up(part::bigint * 10000, whole::bigint)::decimal(18, 0) * 0.0001)::decimal(18, 4)
    end
)
