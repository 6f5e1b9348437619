/*---
meaning: |
  The bonus of one quarter in millionths of a euro (contract step 5): a quarter of the full-time award times the
  payout fraction in hundredths, rounded half up. 25 = 1,000,000 millionths / 100 cents / 100 hundredths / 4
  quarters. The rounding of half_up, written out for what is never negative: this is priced for every person under
  every law that is compared, and half the steps is half the time.
---*/
create or replace macro quarter_bonus_micros(award_numerator, taper_width_cents, payout_hundredths) as (
    (award_numerator * (payout_hundredths * 50) + taper_width_cents) // (2 * taper_width_cents)
)
