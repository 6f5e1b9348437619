import {chiSquareTail, z95} from './distributions.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion.
 *
 * @param hits 0 to n; n = 0 has no interval and gives NaN
 * @see Wilson, JASA 22 (1927)
 */
export function wilson(hits: number, n: number, z: number = z95): Interval {
  if (!(n > 0)) return {low: Number.NaN, high: Number.NaN};
  const p = hits / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {low: hits === 0 ? 0 : centre - half, high: hits === n ? 1 : centre + half};
}

/**
 * Difference of two independent proportions with Newcombe's hybrid score limits (his method 10, without correction
 * for continuity).
 *
 * @see Newcombe, Statistics in Medicine 17 (1998) 873–890
 */
export function newcombe(
  hits1: number,
  n1: number,
  hits2: number,
  n2: number,
  z: number = z95,
): Interval & {readonly difference: number} {
  const [p1, p2] = [hits1 / n1, hits2 / n2];
  const [first, second] = [wilson(hits1, n1, z), wilson(hits2, n2, z)];
  return {
    difference: p1 - p2,
    low: p1 - p2 - Math.hypot(p1 - first.low, second.high - p2),
    high: p1 - p2 + Math.hypot(first.high - p1, p2 - second.low),
  };
}

/**
 * Whether the arms of a trial have the sizes the plan gave them: chi-square with one degree of freedom.
 *
 * @param share planned share of the first arm
 * @returns the chance of a split at least this uneven; below 0.001 something is wrong with the draw
 */
export function sampleRatio(n1: number, n2: number, share: number): number {
  const n = n1 + n2;
  const [e1, e2] = [n * share, n * (1 - share)];
  return chiSquareTail((n1 - e1) ** 2 / e1 + (n2 - e2) ** 2 / e2, 1);
}

/** Normal quantiles of 5 % (two-sided) and of a power of 80 %, as the method rounds them. */
const zPower = 1.96 + 0.84;

/** People needed in each arm to see p1 become p2, at 5 % (two-sided) with a power of 80 %. */
export function armSize(p1: number, p2: number): number {
  return Math.ceil((zPower ** 2 * (p1 * (1 - p1) + p2 * (1 - p2))) / (p1 - p2) ** 2);
}

/**
 * The smallest rise that a trial finds, at 5 % (two-sided) with a power of 80 %: each arm with the spread of its own
 * rate, so that equal arms of {@link armSize} people give back what they were made for.
 *
 * @param p the rate of who waits
 * @returns NaN where even everybody of the treated would be too few
 */
export function smallestRise(p: number, treated: number, waiting: number): number {
  if (!(treated > 0 && waiting > 0)) return Number.NaN;
  // d² = z² ((p + d)(1 - p - d) / treated + p(1 - p) / waiting), solved for d
  const z2 = zPower ** 2;
  const a = 1 + z2 / treated;
  const b = (-z2 * (1 - 2 * p)) / treated;
  const c = -z2 * p * (1 - p) * (1 / treated + 1 / waiting);
  const rise = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  return p + rise <= 1 ? rise : Number.NaN;
}
