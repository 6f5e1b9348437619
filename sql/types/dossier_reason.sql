/*---
meaning: the condition a dossier does not meet, the first that applies (contract, table of statuses)
---*/
create or replace type dossier_reason as enum (
    'below_minimum', 'deceased', 'dmfa_incomplete', 'excluded_worker', 'inadmissible', 'no_counted_days', 'not_domiciled',
    'pending', 'pension_age', 'person_data_incomplete', 'under_age', 'wage_above_limit'
)
