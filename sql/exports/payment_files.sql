/*---
grain: one payment file, reference year and scheme
key: [reference_year, scheme, payment_file]
note: differences are listed per file and never netted
---*/
from marts.payment_files
