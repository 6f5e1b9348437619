/*---
grain: one headline figure of one reference year
key: [reference_year, figure_no]
view: true
note: |
  What every run keeps of itself (meta.headlines), so that each figure can be seen as it was published then. A figure of
  a line that is not in force has neither persons nor a value, as on the board table.
columns:
  figure: {label: Cijfer}
  unit: {label: Eenheid}
  persons: {unit: persons, label: Personen, meaning: whom the figure is about}
  value: {label: Waarde, of: persons}
---*/
with

takeup as (select * from marts.takeup),

plus as (
    select reference_year, max(value) filter (line = 'plus_dossiers') as plus_dossiers, max(value) filter (line = 'plus_paid') as plus_paid
    from marts.scoreboard
    where is_in_force
    group by reference_year
),

figures as (
    select
        takeup.reference_year,
        unnest([
            {figure_no: 1, figure: 'Rechthebbenden', unit: 'count', persons: entitled, value: entitled::decimal(18, 4)},
            {figure_no: 2, figure: 'Recht in euro', unit: 'euro', persons: entitled, value: entitled_amount},
            {figure_no: 3, figure: 'Aangeschreven', unit: 'count', persons: notified, value: notified},
            {figure_no: 4, figure: 'Rekening gekend', unit: 'count', persons: registered, value: registered},
            {figure_no: 5, figure: 'Uitbetaald', unit: 'count', persons: paid, value: paid},
            {figure_no: 6, figure: 'Uitbetaald in euro', unit: 'euro', persons: paid, value: paid_amount},
            {figure_no: 7, figure: 'Take-up in personen', unit: 'percent', persons: paid, value: caseload_takeup},
            {figure_no: 8, figure: 'Take-up in euro', unit: 'percent', persons: paid, value: expenditure_takeup},
            {figure_no: 9, figure: 'Dossiers jobbonus plus, eerste schijf', unit: 'count', persons: plus_dossiers::integer, value: plus_dossiers},
            {figure_no: 10, figure: 'Dossiers jobbonus plus, uitbetaald', unit: 'count', persons: plus_paid::integer, value: plus_paid}
        ]) as figure,
    from takeup
    left join plus using (reference_year)
)

select
    reference_year,
    figure.figure_no as figure_no,
    figure.figure as figure,
    figure.unit as unit,
    figure.persons as persons,
    figure.value as value,
from figures
