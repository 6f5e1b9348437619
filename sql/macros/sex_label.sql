/*---
meaning: The sex of the register, for reading.
---*/
create or replace macro sex_label(sex) as (
    case sex when 'M' then 'Man' when 'F' then 'Vrouw' when 'X' then 'X' else 'Onbekend' end
)
