import {binomialUpTo} from './distributions.js';

/** A place: how many of its people were hit. */
export interface Place {
  readonly hits: number;
  readonly total: number;
}

/** A pair of limits: the part of places that chance leaves below it, and the normal quantile of that part. */
export interface Limit {
  readonly below: number;
  readonly z: number;
}

/** The pairs of a funnel plot: 95 % and 99.8 % of places lie between them. */
export const funnelLimits: readonly (readonly [low: Limit, high: Limit])[] = [
  [
    {below: 0.025, z: -1.959963984540054},
    {below: 0.975, z: 1.959963984540054},
  ],
  [
    {below: 0.001, z: -3.090232306167813},
    {below: 0.999, z: 3.090232306167813},
  ],
];

/**
 * The rate at which a place of `n` people reaches a limit, when everybody has the chance `share`: exact for the
 * binomial distribution, and interpolated between two whole numbers of people so that it runs on smoothly.
 *
 * @param below part of places that chance leaves below the limit
 * @see Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, A.1.1
 */
export function exactLimit(n: number, share: number, below: number): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (binomialUpTo(middle, n, share) >= below) high = middle;
    else low = middle + 1;
  }
  const [at, before] = [binomialUpTo(low, n, share), binomialUpTo(low - 1, n, share)];
  return Math.max(0, (low - (at - below) / (at - before)) / n);
}

/**
 * How much more places differ than chance makes them: the mean squared distance from the overall rate in standard
 * errors, after the tenth of places farthest out on either side was brought in to the tenth before it, so that the
 * places one looks for do not widen the funnel themselves.
 *
 * @returns 1 where the places do not differ more than chance explains; the factor on the variance otherwise
 * @see Spiegelhalter (2005), section 3.2: winsorised, and used only above what chance alone would give
 */
export function overdispersion(places: readonly Place[], share: number): number {
  const of = places.filter((place) => place.total > 0);
  if (of.length < 10) return 1;
  const distances = of
    .map(({hits, total}) => (hits / total - share) / Math.sqrt((share * (1 - share)) / total))
    .sort((a, b) => a - b);
  const cut = Math.floor(distances.length / 10);
  const [least, most] = [distances[cut]!, distances[distances.length - 1 - cut]!];
  const squares = distances.map((z) => Math.min(Math.max(z, least), most) ** 2);
  const factor = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  return factor > 1 + 2 * Math.sqrt(2 / of.length) ? factor : 1;
}

/** The rate of a limit for a place of `n` people; wider than chance where places differ more than chance makes them. */
export function funnelLimit(n: number, share: number, {below, z}: Limit, factor: number): number {
  if (factor === 1) return exactLimit(n, share, below);
  return Math.max(0, share + z * Math.sqrt((factor * share * (1 - share)) / n));
}
