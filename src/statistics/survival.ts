import {z95} from './distributions.js';

/** What happened at one time; one `group by` gives it. */
export interface Waits {
  readonly time: number;
  /** The event waited for. */
  readonly registered: number;
  /** Ended otherwise: the event can no longer come. */
  readonly exited: number;
  /** Observation ended; the event may still come. */
  readonly censored: number;
}

export interface CurvePoint extends Waits {
  readonly atRisk: number;
  /** Kaplan–Meier of no end of either kind. */
  readonly waiting: number;
  /** Greenwood's standard error; NaN once everybody has gone. */
  readonly waitingError: number;
  readonly waitingLow: number;
  readonly waitingHigh: number;
  /** Cumulative incidence (Aalen–Johansen). */
  readonly share: number;
  readonly shareError: number;
  readonly shareLow: number;
  readonly shareHigh: number;
  readonly exitedShare: number;
}

/**
 * Time to an event with competing exits: at risk, Kaplan–Meier of all ends together, and the cumulative incidence of
 * the event, whose complement is not Kaplan–Meier unless nobody exits. Events come before censorings at ties. Limits
 * at 95 % on the log(−log) scale of the complement; the variance of the incidence is Aalen's.
 *
 * @param waits any order, one row a time; times without rows need none
 * @see Aalen & Johansen, Scand. J. Statistics 5 (1978); Kalbfleisch & Prentice, The Statistical Analysis of Failure
 *   Time Data, §1.4; Marubini & Valsecchi (1995) for the variance
 */
export function incidence(waits: readonly Waits[]): CurvePoint[] {
  const sorted = [...waits].sort((a, b) => a.time - b.time);
  let atRisk = sorted.reduce((sum, w) => sum + w.registered + w.exited + w.censored, 0);
  let waiting = 1;
  let share = 0;
  let exitedShare = 0;
  let greenwood = 0;
  // running sums of Aalen's variance, its squares written out
  let [a, aF, aFF, b, c, cF] = [0, 0, 0, 0, 0, 0];
  return sorted.map((w) => {
    const r = atRisk;
    const ended = w.registered + w.exited;
    const before = waiting;
    share += (before * w.registered) / r;
    exitedShare += (before * w.exited) / r;
    waiting *= 1 - ended / r;
    const term = r > ended ? ended / (r * (r - ended)) : 0;
    greenwood = r > ended ? greenwood + term : Number.NaN;
    a += term;
    aF += term * share;
    aFF += term * share * share;
    b += (before * before * w.registered * (r - w.registered)) / r ** 3;
    c += (before * w.registered) / r ** 2;
    cF += (share * before * w.registered) / r ** 2;
    const variance = share * share * a - 2 * share * aF + aFF + b - 2 * (share * c - cF);
    const waitingError = waiting * Math.sqrt(greenwood);
    const shareError = Math.sqrt(Math.max(0, variance));
    const [waitingLow, waitingHigh] = logLogLimits(waiting, waitingError);
    const [withoutLow, withoutHigh] = logLogLimits(1 - share, shareError);
    atRisk -= ended + w.censored;
    return {
      ...w,
      atRisk: r,
      waiting,
      waitingError,
      waitingLow,
      waitingHigh,
      share,
      shareError,
      shareLow: 1 - withoutHigh,
      shareHigh: 1 - withoutLow,
      exitedShare,
    };
  });
}

/** Limits of a survival share on the scale on which they stay between 0 and 1. */
function logLogLimits(share: number, error: number): readonly [low: number, high: number] {
  if (share >= 1 || share <= 0 || Number.isNaN(error)) return [Number.NaN, Number.NaN];
  const reach = (z95 * error) / (share * Math.abs(Math.log(share)));
  return [share ** Math.exp(reach), share ** Math.exp(-reach)];
}

/** The first time by which half no longer waits; null when more than half still do at the end. */
export function medianTime(curve: readonly CurvePoint[]): number | null {
  // a half that is a half but for the last bit of a binary fraction is a half
  return curve.find((point) => point.waiting <= 0.5 + 1e-12)?.time ?? null;
}
