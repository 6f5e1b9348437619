/*---
meaning: The band of an age at the end of the reference year, for reading; unknown without a birth date.
---*/
create or replace macro age_label(age) as (
    case
        when age < 25 then '18–24'
        when age < 35 then '25–34'
        when age < 45 then '35–44'
        when age < 55 then '45–54'
        when age < 65 then '55–64'
        when age >= 65 then '65 en ouder'
        else 'Onbekend'
    end
)
