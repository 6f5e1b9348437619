/*---
meaning: bands of the mean reference wage, for reading
---*/
create or replace type by_wage_band as enum (
    '1.800–1.999 euro', '2.000–2.199 euro', '2.200–2.399 euro', '2.400–2.599 euro', '2.600–2.799 euro', '2.800 euro en meer',
    'Onbekend', 'tot 1.800 euro'
)
