import {z95} from './distributions.js';

/** Events of one period that became known in the same or a later one. */
export interface DelayRow {
  readonly eventPeriod: number;
  readonly knownPeriod: number;
  readonly persons: number;
}

/** How late events become known, by the number of periods since the event. */
export interface Delays {
  /** Share of the events of a period that is known after so many periods. */
  readonly within: readonly number[];
  /** Variance of the logarithm of that share, from the number of events it was learnt from. */
  readonly logVariance: readonly number[];
  /** How far the share of one period lies from that of another, beyond chance: a standard deviation. */
  readonly spread: readonly number[];
}

export interface NowcastPeriod {
  readonly period: number;
  readonly known: number;
  /** Share of the events of the period that is known by now. */
  readonly completeness: number;
  /** Events still to become known; null where less than half is known: preliminary, and not estimated. */
  readonly missing: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Delays are learnt from the last half year of weeks that are known to the longest delay. */
const learntPeriods = 26;

/** From this share on a period shows how its events became known. */
const allButComplete = 0.95;

/** Below this share known, the rest is not estimated. */
const leastKnown = 0.5;

/**
 * Learn how late events become known. The delay is cut off on the right: of recent events only the quickly known are
 * seen. Time is therefore turned round: going back from the longest delay, the chance that what was known within d
 * periods became known in period d itself can be read from every period that could have shown it.
 *
 * @param now the last period in which something became known
 * @param longest delay in periods after which nothing new is expected
 * @param first the period of the first delivery: what it held was known by then, since when is unknown (cut off on
 *   the left), so it counts among what was known and never as late
 * @see Kalbfleisch & Lawless, JASA 84 (1989), on right-truncated reporting delays
 */
export function learnDelays(
  rows: readonly DelayRow[],
  now: number,
  longest: number,
  first = Number.NEGATIVE_INFINITY,
): Delays {
  const cohorts = new Map<number, number[]>();
  for (const row of rows) {
    if (row.knownPeriod > now || row.eventPeriod <= now - longest - learntPeriods) continue;
    const byDelay = cohorts.get(row.eventPeriod) ?? new Array<number>(longest + 1).fill(0);
    cohorts.set(row.eventPeriod, byDelay);
    const delay = Math.max(row.knownPeriod, first) - row.eventPeriod;
    byDelay[Math.min(Math.max(delay, 0), longest)]! += row.persons;
  }
  const within = new Array<number>(longest + 1).fill(1);
  const logVariance = new Array<number>(longest + 1).fill(0);
  for (let d = longest; d > 0; d--) {
    // periods of which delay d could have been seen by now, in a delivery that was not the first
    const cells = [...cohorts]
      .filter(([event]) => event + d <= now && event + d > first)
      .map(([, byDelay]) => ({late: byDelay[d]!, all: sum(byDelay.slice(0, d + 1))}))
      .filter((cell) => cell.all > 0);
    const all = sum(cells.map((cell) => cell.all));
    const late = sum(cells.map((cell) => cell.late));
    const hazard = all > 0 ? late / all : 0;
    within[d - 1] = within[d]! * (1 - hazard);
    logVariance[d - 1] = logVariance[d]! + (hazard > 0 && hazard < 1 ? hazard / ((1 - hazard) * all) : 0);
  }
  return {within, logVariance, spread: spreadBetween(cohorts, within, now, first)};
}

/** Periods that are all but complete show how much the share known after d periods differs between them. */
function spreadBetween(
  cohorts: ReadonlyMap<number, readonly number[]>,
  within: readonly number[],
  now: number,
  first: number,
): number[] {
  return within.map((share, d) => {
    const shares = [...cohorts].flatMap(([event, byDelay]) => {
      const age = Math.min(now - event, within.length - 1);
      const all = sum(byDelay) / within[age]!;
      const isTelling = age > d && within[age]! >= allButComplete && event + d > first && all > 0;
      return isTelling ? [{share: sum(byDelay.slice(0, d + 1)) / all, all}] : [];
    });
    if (shares.length < 2) return 0;
    const found = sum(shares.map((s) => (s.share - share) ** 2)) / (shares.length - 1);
    const chance = sum(shares.map((s) => (share * (1 - share)) / s.all)) / shares.length;
    return Math.sqrt(Math.max(0, found - chance));
  });
}

/**
 * How many events of the last periods are still to become known: of each period that is known for at least half, the
 * known ones divided by the share that is known by now. Limits at 95 % hold the chance of who is late (negative
 * binomial), the error of the learnt delays, and how much periods differed in how fast they became known.
 *
 * @param known events by period, as known now; periods without any may be left out
 * @returns the periods that can still grow, oldest first
 */
export function nowcast(
  known: ReadonlyMap<number, number>,
  delays: Delays,
  now: number,
): readonly NowcastPeriod[] {
  const longest = delays.within.length - 1;
  return Array.from({length: longest}, (_, i) => now - longest + 1 + i).map((period): NowcastPeriod => {
    const persons = known.get(period) ?? 0;
    const completeness = delays.within[now - period]!;
    const row = {period, known: persons, completeness};
    if (completeness < leastKnown) return {...row, missing: null, low: null, high: null};
    const missing = (persons * (1 - completeness)) / completeness;
    const reach = z95 * Math.sqrt(missingVariance([{...row, delay: now - period}], delays));
    return {...row, missing, low: Math.max(0, missing - reach), high: missing + reach};
  });
}

/** The estimated periods together: they share the learnt delays, so their errors go together. */
export function nowcastTotal(
  periods: readonly NowcastPeriod[],
  delays: Delays,
  now: number,
): {readonly known: number; readonly missing: number; readonly low: number; readonly high: number} {
  const estimated = periods.filter((p) => p.missing !== null);
  const missing = sum(estimated.map((p) => p.missing!));
  const reach =
    z95 *
    Math.sqrt(
      missingVariance(
        estimated.map((p) => ({...p, delay: now - p.period})),
        delays,
      ),
    );
  return {
    known: sum(estimated.map((p) => p.known)),
    missing,
    low: Math.max(0, missing - reach),
    high: missing + reach,
  };
}

function missingVariance(
  periods: readonly {readonly known: number; readonly completeness: number; readonly delay: number}[],
  {logVariance, spread}: Delays,
): number {
  const events = periods.map(({known, completeness}) => known / completeness);
  // nobody known is no proof that nobody came
  const chance = sum(periods.map(({known, completeness: g}) => (Math.max(known, 1) * (1 - g)) / (g * g)));
  // the shares of two periods have the steps of the longer delay in common
  const learnt = sum(
    periods.flatMap((a, i) =>
      periods.map((b, j) => events[i]! * events[j]! * logVariance[Math.max(a.delay, b.delay)]!),
    ),
  );
  // one slow delivery makes all periods late together
  const common = sum(periods.map(({completeness, delay}, i) => (events[i]! * spread[delay]!) / completeness));
  return chance + learnt + common ** 2;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
