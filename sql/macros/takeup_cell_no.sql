/*---
meaning: The place of a band of age and a band of the fraction among the shares of takeup_projected.
---*/
create or replace macro takeup_cell_no(age_band_no, fraction_band_no) as (
    (age_band_no * 5 + fraction_band_no)::tinyint
)
