/*---
meaning: |
  The bonus of one quarter in millionths of a euro (contract step 5): a quarter of the full-time award times the
  payout fraction in hundredths. 25 = 1,000,000 millionths / 100 cents / 100 hundredths / 4 quarters.
---*/
create or replace macro quarter_bonus_micros(award_numerator, taper_width_cents, payout_hundredths) as (
    half_up(award_numerator * payout_hundredths * 25, taper_width_cents)
)
