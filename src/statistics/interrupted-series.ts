import {z95} from './distributions.js';
import {lagsFor, seriesLeastSquares} from './least-squares.js';

/** One week of everybody who waits. */
export interface WatchedWeek {
  /** ISO day in the middle of the week. */
  readonly day: string;
  readonly registered: number;
  /** People who waited at its start. */
  readonly atRisk: number;
}

/** How the pace of registering broke at one moment: a sign, and never an effect. */
export interface Interruption {
  /** The pace just after, against what trend and season let expect: 1 is no change. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Change of the weekly trend of the logarithm of the pace. */
  readonly slope: number;
  readonly slopeError: number;
}

/** Why a series alone says nothing, with the number that is too small. */
export type Silence =
  | {readonly why: 'short_before' | 'short_after'; readonly weeks: number; readonly needed: number}
  | {readonly why: 'few_registrations' | 'no_season'};

/** A year before, or the season is taken for the action. */
export const weeksBefore = 52;
export const weeksAfter = 8;
/** Registrations a week below which the logarithm of the pace is mostly chance. */
const fewest = 5;

/**
 * Interrupted time series on the logarithm of the weekly hazard: a line, a wave of the year, December, and from the
 * moment on a step and another slope. Errors after Newey and West. There is no comparison group, so what else
 * happened at that moment is in it as well.
 *
 * @param weeks in time order, of people who have waited long enough for the letter itself to be past
 * @param at ISO day of the action
 * @see Bernal, Cummins & Gasparrini, Int. J. Epidemiology 46 (2017), on interrupted time series
 */
export function interruptedSeries(weeks: readonly WatchedWeek[], at: string): Interruption | Silence {
  const before = weeks.filter((week) => week.day < at).length;
  const after = weeks.length - before;
  if (before < weeksBefore) return {why: 'short_before', weeks: before, needed: weeksBefore};
  if (after < weeksAfter) return {why: 'short_after', weeks: after, needed: weeksAfter};
  if (sum(weeks.map((week) => week.registered)) < fewest * weeks.length) return {why: 'few_registrations'};
  const rows = weeks.map(({day}, t) => {
    const turn = 2 * Math.PI * yearShare(day);
    const since = Math.max(0, t - before);
    return [
      1,
      t / 52,
      Math.sin(turn),
      Math.cos(turn),
      day.slice(5, 7) === '12' ? 1 : 0,
      t >= before ? 1 : 0,
      since,
    ];
  });
  // half a person keeps a week without registrations on the scale
  const pace = weeks.map(({registered, atRisk}) => Math.log((registered + 0.5) / (atRisk + 1)));
  const fit = seriesLeastSquares(rows, pace, lagsFor(weeks.length));
  if (fit === null) return {why: 'no_season'};
  const [step, error] = [fit.coefficients[5]!, Math.sqrt(fit.covariance[5]![5]!)];
  return {
    ratio: Math.exp(step),
    low: Math.exp(step - z95 * error),
    high: Math.exp(step + z95 * error),
    slope: fit.coefficients[6]!,
    slopeError: Math.sqrt(fit.covariance[6]![6]!),
  };
}

/** How far a day is in its year, from 0 to 1. */
function yearShare(day: string): number {
  const year = Number(day.slice(0, 4));
  const from = Date.UTC(year, 0, 1);
  return (Date.parse(`${day}T00:00:00Z`) - from) / (Date.UTC(year + 1, 0, 1) - from);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
