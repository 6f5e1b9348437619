import type {Time} from './draft-lines.js';
import {timesOver} from './exact.js';
import type {Random} from './random.js';

/** The time of one line: in hours of a reference week, or in days of the worker's week (all in hundredths). */
export interface TimedWeek {
  readonly time: Time;
  readonly referenceHours?: number;
  readonly daysPerWeek?: number;
}

const inHours = (hours: number, referenceHours: number): TimedWeek => ({
  time: {days: null, hours},
  referenceHours,
});
const inDays = (days: number, daysPerWeek: number): TimedWeek => ({time: {days, hours: null}, daysPerWeek});

/** Ties are odd numbers of half a hundredth. */
const HALVES = Array.from({length: 110}, (_, index) => 2 * index + 1);
const WEEKS = 13;

/** A week in which hardly any fraction is a round number: one step of time is 6.4e-8 or 1.9e-7 from a tie. */
const CROOKED_WEEKS = [3999, 5999, 3801, 2703];

/** Single lines within 1e-6 of a tie, on either side: fewer than 8 decimals round the wrong way. */
const NEAR_TIES: readonly TimedWeek[] = CROOKED_WEEKS.flatMap((week) =>
  HALVES.flatMap((halves) => {
    // hours / (13 × week) against halves / 200, both times 2600 × week
    const tie = WEEKS * week * halves;
    const hours = Math.round(tie / 200);
    const distance = Math.abs(tie - 200 * hours) / (200 * WEEKS * week);
    return distance > 0 && distance < 1e-6 ? [inHours(hours, week)] : [];
  }),
);

/**
 * Pairs of lines whose exact sum lies just below or above a tie, on the other side of it than the sum of the
 * two fractions rounded to 8 decimals.
 */
const ROUNDED_OVER: readonly (readonly TimedWeek[])[] = HALVES.flatMap((halves) => {
  const [first, second] = [3999, 3801] as const; // without a common divisor but 3
  const found: (readonly TimedWeek[])[] = [];
  for (let hours = 0; hours < first; hours += 1) {
    const rest = (WEEKS * first * second * halves) / 200 - hours * second;
    for (const other of [Math.floor(rest / first), Math.ceil(rest / first)]) {
      if (other < 0) continue;
      const exact = 200 * (hours * second + other * first) - WEEKS * first * second * halves;
      const rounded =
        timesOver(hours, 100_000_000, WEEKS * first) +
        timesOver(other, 100_000_000, WEEKS * second) -
        halves * 500_000;
      if (exact < 0 !== rounded < 0) found.push([inHours(hours, first), inHours(other, second)]);
    }
  }
  return found;
});

/** The lines of one quarter whose fractions add up to a tie, or to one step beside it. */
export function timesAtTie(random: Random): readonly TimedWeek[] {
  const halves = random.pick(HALVES);
  const beside = random.pick([-1, 0, 0, 1]);
  return random.weighted<() => readonly TimedWeek[]>([
    // 2.47 hours of 13 × 38 are exactly 0.005, as are 0.26 days of 13 × 4
    [3, () => [inHours(247 * halves + beside, 3800)]],
    [2, () => [inDays(26 * halves + beside, 400)]],
    // 0.78 hours of 13 × 36 are a third of 0.005: three lines make a tie that rounding each line loses
    [2, () => [1, 2, 3].map(() => inHours(78 * halves + beside, 3600))],
    [2, () => [random.pick(NEAR_TIES)]],
    [2, () => random.pick(ROUNDED_OVER)],
  ])();
}
