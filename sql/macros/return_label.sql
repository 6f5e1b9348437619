/*---
meaning: "whether somebody was entitled the year before as well, for reading; unknown where that year is not there"
---*/
create or replace macro return_label(is_returning, is_year_before_known) as
    case when is_returning then 'Terugkerend' when is_year_before_known then 'Nieuw' else 'Onbekend' end
