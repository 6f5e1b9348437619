import {addMonths, firstDayOfQuarter} from './days.js';
import {sum, timesOver} from './exact.js';
import {groupBy} from './group.js';
import type {Schedule, YearLaw} from './law.js';
import type {CountedWork} from './lines.js';

/** One person-quarter, or one employer-quarter in a border or combined dossier (contract §2, steps 4 to 6). */
export interface QuarterResult {
  readonly quarter: number;
  readonly countedWageCents: number;
  /** in hundredths */
  readonly wageFraction: number;
  /** in hundredths, not capped */
  readonly payoutFraction: number;
  readonly referenceWageCents: number | null;
  readonly exclusion: 'pension_age' | 'no_counted_days' | null;
  /** A(S) is 0: the wage is at or above U, or there is no wage */
  readonly isAboveLimit: boolean;
  /** in millionths of a euro */
  readonly bonusMicros: number;
  readonly isFullTime: boolean;
  /** wage without time, or time without wage (status dmfa_incomplete) */
  readonly isIncomplete: boolean;
}

const HUNDREDTH = 1_000_000; // of 1e-8 fractions
const FULL_PAYOUT = 100; // hundredths
const FULL_YEAR = 4 * FULL_PAYOUT;
const MONTHS_IN_A_QUARTER = 3;
/** cents / 4 × hundredths, expressed in millionths of a euro: 10,000 / (4 × 100) */
const MICROS_PER_CENT_HUNDREDTH = 25;

/**
 * Steps 4 to 6: the quarters with counted work, in order, of one person or of one employer of that person.
 * Time is at least 0.01 of a unit, so a line with time has a fraction above 0 before rounding to hundredths.
 *
 * @param work counted lines or border employments of one reference year, in any order
 * @param birthDate null when unknown: pension age is then never reached
 */
export function assessQuarters(
  work: readonly CountedWork[],
  law: YearLaw,
  birthDate: string | null,
): readonly QuarterResult[] {
  const pensionDate = birthDate === null ? null : pensionAgeReachedOn(birthDate, law);
  const byQuarter = groupBy(work, (item) => item.quarter);
  let payoutLeft = FULL_YEAR;
  return [...byQuarter.keys()]
    .sort((a, b) => a - b)
    .map((quarter) => {
      const items = byQuarter.get(quarter) ?? [];
      const isPensioner = pensionDate !== null && pensionDate <= firstDayOfQuarter(quarter);
      const facts = addedUp(items);
      const exclusion = isPensioner ? 'pension_age' : facts.wageFraction === 0 ? 'no_counted_days' : null;
      const schedule = law.schedules[(quarter % 10) - 1]!;
      // times U - L, so that the division is left to the one rounding
      const award = awardTimesRange(facts, schedule);
      const hasNoCap = items.some((item) => item.isInTenths);
      const payoutWanted = hasNoCap ? facts.payoutFraction : Math.min(facts.payoutFraction, FULL_PAYOUT);
      const payout = exclusion === null ? Math.min(payoutWanted, payoutLeft) : 0;
      payoutLeft -= payout;
      const range = schedule.upperLimitCents - schedule.lowerLimitCents;
      return {
        quarter,
        countedWageCents: facts.countedWageCents,
        wageFraction: facts.wageFraction,
        payoutFraction: facts.payoutFraction,
        referenceWageCents: facts.referenceWageCents,
        exclusion,
        isAboveLimit: award === 0,
        bonusMicros: timesOver(award, payout * MICROS_PER_CENT_HUNDREDTH, range),
        isFullTime: items.every((item) => item.isFullTime),
        isIncomplete: facts.isIncomplete,
      };
    });
}

/** Step 4, and whether wage and time belong together. */
function addedUp(items: readonly CountedWork[]) {
  const countedWageCents = sum(items.map((item) => item.wageCents));
  const time = sum(items.map((item) => item.wageFraction));
  const wageFraction = timesOver(time, 1, HUNDREDTH);
  return {
    countedWageCents,
    wageFraction,
    payoutFraction: timesOver(sum(items.map((item) => item.payoutFraction)), 1, HUNDREDTH),
    referenceWageCents:
      wageFraction === 0
        ? null
        : timesOver(countedWageCents, FULL_PAYOUT, MONTHS_IN_A_QUARTER * wageFraction),
    isIncomplete: countedWageCents > 0 ? time === 0 : time > 0,
  };
}

/** Step 5: A(S) × (U − L), in cents times cents, so exact. */
function awardTimesRange(
  facts: {readonly countedWageCents: number; readonly referenceWageCents: number | null},
  {lowerLimitCents, upperLimitCents, maxAwardCents, taperEndCents}: Schedule,
): number {
  const wage = facts.referenceWageCents;
  if (wage === null || facts.countedWageCents <= 0 || wage >= upperLimitCents) return 0;
  const range = upperLimitCents - lowerLimitCents;
  if (wage <= lowerLimitCents) return maxAwardCents * range;
  return maxAwardCents * range - (wage - lowerLimitCents) * (maxAwardCents - taperEndCents);
}

/** The day the pension age of the person's cohort is reached. */
export function pensionAgeReachedOn(birthDate: string, law: YearLaw): string {
  const cohorts = law.pensionAges.filter(({bornFrom}) => bornFrom <= birthDate);
  const cohort = cohorts.reduce((latest, next) => (next.bornFrom > latest.bornFrom ? next : latest));
  return addMonths(birthDate, 12 * cohort.age);
}

/** Step 7: the quarter bonuses added and rounded once, in cents. */
export function yearBonusCents(quarters: readonly QuarterResult[]): number {
  return timesOver(sum(quarters.map((quarter) => quarter.bonusMicros)), 1, 10_000);
}

/** Step 7: the minimum for full-time work when all counted work in the quarters that count is full-time. */
export function minimumCents(quarters: readonly QuarterResult[], law: YearLaw): number {
  const isFullTime = quarters
    .filter((quarter) => quarter.exclusion === null)
    .every((quarter) => quarter.isFullTime);
  return isFullTime ? law.minimumFullTimeCents : law.minimumPartTimeCents;
}
