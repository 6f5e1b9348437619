/*---
meaning: bands of the fraction of the year worked, for reading
---*/
create or replace type by_work_fraction as enum (
    'de helft tot driekwart', 'driekwart of meer', 'een kwart tot de helft', 'het volle jaar voltijds', 'minder dan een kwart'
)
