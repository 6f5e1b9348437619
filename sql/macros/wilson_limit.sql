/*---
meaning: |
  Limits of the Wilson interval of a share at 95 % (Wilson 1927; normal quantile 1.959963984540054): what the
  underlying tendency may be, given `hits` of `total`. Statistics, not money: binary fractions are right here.
---*/
create or replace macro wilson_limit(hits, total, side) as (
    case
        when total > 0 then
            (hits + 1.9207294103 + side * 1.959963984540054 * sqrt(hits::double * (total - hits) / total + 0.96036470515))
            / (total + 3.8414588206)
    end
)
