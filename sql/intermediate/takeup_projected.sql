/*---
grain: one age band and band of the fraction worked, of a reference year
key: [reference_year, age_band_no, fraction_band_no]
note: |
  Two shares that a reform needs about people whose account is not known: of those newly entitled, who would have
  registered by now (as those did who got a letter without a known account), and of those who still wait, who will
  before the deadline. The second takes it that this year comes as far as the year before has come today; without a
  year before, or after the deadline, nobody more is expected. A better forecast replaces this model and nothing
  else. Groups under 50 people borrow the shares of everybody.
columns:
  registers_share_e4: {unit: one in ten thousand, label: Registreert na de brief}
  follows_share_e4: {unit: one in ten thousand, label: Registreert nog voor de uiterste dag}
checks: [registers_share_e4 between 0 and 10000, follows_share_e4 between 0 and 10000]
---*/
with

law as (select * from intermediate.law_applied),

now as (select * from intermediate.takeup_banded),
before as (select * from previous_year.takeup_banded),

bands as (
    select law.reference_year, law.application_deadline_date, ages.age_band_no::tinyint as age_band_no, fractions.fraction_band_no::tinyint as fraction_band_no
    from law
    cross join unnest(range(0, 6)) as ages(age_band_no)
    cross join unnest(range(0, 5)) as fractions(fraction_band_no)
),

everybody as (
    select
        coalesce(sum(entitled), 0) as entitled, coalesce(sum(registered), 0) as registered,
        coalesce(sum(asked), 0) as asked, coalesce(sum(answered), 0) as answered,
        (select coalesce(sum(entitled), 0) from before) as entitled_before,
        (select coalesce(sum(registered), 0) from before) as registered_before,
    from now
),

chosen as (
    select
        bands.*,
        if(coalesce(now.asked, 0) >= 50, now.asked, everybody.asked) as asked,
        if(coalesce(now.asked, 0) >= 50, now.answered, everybody.answered) as answered,
        if(coalesce(now.entitled, 0) >= 50 and coalesce(before.entitled, 0) >= 50, now.entitled, everybody.entitled) as entitled,
        if(coalesce(now.entitled, 0) >= 50 and coalesce(before.entitled, 0) >= 50, now.registered, everybody.registered) as registered,
        if(coalesce(now.entitled, 0) >= 50 and coalesce(before.entitled, 0) >= 50, before.entitled, everybody.entitled_before) as entitled_before,
        if(coalesce(now.entitled, 0) >= 50 and coalesce(before.entitled, 0) >= 50, before.registered, everybody.registered_before) as registered_before,
    from bands
    cross join everybody
    left join now using (reference_year, age_band_no, fraction_band_no)
    left join before using (reference_year, age_band_no, fraction_band_no)
)

select
    reference_year,
    age_band_no,
    fraction_band_no,
    if(asked > 0, half_up(answered::bigint * 10000, asked::bigint), 0)::integer as registers_share_e4,
    -- of those who wait now, the part that brings this year to where the year before stands
    case
        when world.as_of_date > application_deadline_date or entitled_before = 0 or entitled = registered then 0
        else least(greatest(half_up(
            (registered_before * entitled - registered * entitled_before)::bigint * 10000,
            ((entitled - registered) * entitled_before)::bigint
        ), 0), 10000)
    end::integer as follows_share_e4,
from chosen
cross join parameters.as_of as world
