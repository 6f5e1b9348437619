/*---
grain: one step of the time to registration of one category of one dimension
key: [reference_year, dimension, category, week_no]
---*/
select
    reference_year, dimension, category, week_no, at_risk, registered, exited, censored,
    registered_share, low, high, exited_share, waiting_share,
from marts.time_to_registration
