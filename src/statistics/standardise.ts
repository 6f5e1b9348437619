import {type Interval, wilson} from './proportions.js';

/** People of one stratum (such as an age and sex), and of them those who were hit. */
export interface Stratum {
  readonly total: number;
  readonly hits: number;
  /** What it is a part of (such as its age); strata without one are parts of everybody. */
  readonly parent?: string;
}

export interface Standardised extends Interval {
  /** The rate a group would have with the make-up of everybody. */
  readonly rate: number;
  readonly standardError: number;
  /** Strata in which the group has nobody, whose weight went to its people of the parent level. */
  readonly collapsed: number;
}

/**
 * Directly standardised rate: the group's rate per stratum, weighed by everybody's make-up. The weight of a stratum in
 * which the group has nobody goes to its other people of the parent level (of the same age, say), and to all of its
 * people where that level is empty too: no weight disappears, and who carries it carries its uncertainty.
 *
 * The limits (95 %) are Wilson's, for as many people as would give the rate this variance if they were drawn at random,
 * and never for more than there are: strata of two people without a hit are no certainty.
 *
 * @param group and everybody over the same strata, in the same order
 */
export function standardise(group: readonly Stratum[], everybody: readonly Stratum[]): Standardised {
  const all = sum(everybody, (s) => s.total);
  const people = sum(group, (s) => s.total);
  const weights = group.map(() => 0);
  let collapsed = 0;
  group.forEach((stratum, k) => {
    const weight = everybody[k]!.total / all;
    const carriers = carriersOf(stratum, group);
    const carrying = sum(carriers, (s) => s.total);
    if (stratum.total === 0 && weight > 0) collapsed += 1;
    for (const carrier of carriers) weights[group.indexOf(carrier)]! += (weight * carrier.total) / carrying;
  });
  let [rate, variance, spread] = [0, 0, 0];
  group.forEach(({total, hits}, k) => {
    if (total === 0) return;
    const own = hits / total;
    rate += weights[k]! * own;
    variance += (weights[k]! ** 2 * own * (1 - own)) / total;
    spread += weights[k]! ** 2 / total;
  });
  const drawn = Math.min(people, variance > 0 ? (rate * (1 - rate)) / variance : 1 / spread);
  return {rate, standardError: Math.sqrt(variance), ...wilson(rate * drawn, drawn), collapsed};
}

/** Whose rate a stratum has: its own people's, or those of the nearest level that holds any. */
function carriersOf(stratum: Stratum, group: readonly Stratum[]): readonly Stratum[] {
  if (stratum.total > 0) return [stratum];
  const near = group.filter(
    (s) => s.total > 0 && stratum.parent !== undefined && s.parent === stratum.parent,
  );
  return near.length > 0 ? near : group.filter((s) => s.total > 0);
}

/** A gap between two rates in what comes of other rates and what comes of another make-up; the two add up to it. */
export interface Split {
  readonly gap: number;
  readonly rates: number;
  readonly composition: number;
}

/**
 * Kitagawa's split of the gap between a group and a comparison. A stratum in which either has nobody takes the rate
 * that {@link standardise} gives it.
 *
 * @see Kitagawa (1955), Components of a difference between two rates, JASA 50: 1168-1194
 */
export function splitGap(group: readonly Stratum[], comparison: readonly Stratum[]): Split {
  const [n, m] = [sum(group, (s) => s.total), sum(comparison, (s) => s.total)];
  let [rates, composition] = [0, 0];
  group.forEach((a, k) => {
    const b = comparison[k]!;
    if (a.total + b.total === 0) return;
    const [rateA, rateB] = [rateOf(carriersOf(a, group)), rateOf(carriersOf(b, comparison))];
    const [partA, partB] = [a.total / n, b.total / m];
    rates += ((partA + partB) / 2) * (rateA - rateB);
    composition += ((rateA + rateB) / 2) * (partA - partB);
  });
  return {gap: rates + composition, rates, composition};
}

const rateOf = (strata: readonly Stratum[]): number =>
  sum(strata, (s) => s.hits) / sum(strata, (s) => s.total);

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
