/** People of one stratum (such as an age and sex), and of them those who were hit. */
export interface Stratum {
  readonly total: number;
  readonly hits: number;
}

export interface Standardised {
  /** The rate a group would have with the make-up of everybody. */
  readonly rate: number;
  readonly standardError: number;
  /** Strata in which the group has nobody; their weight goes to the group's own overall rate. */
  readonly empty: number;
}

/**
 * Directly standardised rate: the group's rate per stratum, weighed by everybody's make-up. A stratum in which the
 * group has nobody takes the group's overall rate, and is counted, so that no weight disappears in silence.
 *
 * @param group and everybody over the same strata, in the same order
 */
export function standardise(group: readonly Stratum[], everybody: readonly Stratum[]): Standardised {
  const people = sum(everybody, (s) => s.total);
  const overall = sum(group, (s) => s.hits) / sum(group, (s) => s.total);
  let [rate, variance, empty] = [0, 0, 0];
  group.forEach(({total, hits}, k) => {
    const weight = everybody[k]!.total / people;
    const own = total > 0 ? hits / total : overall;
    if (total === 0 && weight > 0) empty += 1;
    rate += weight * own;
    if (total > 0) variance += (weight ** 2 * own * (1 - own)) / total;
  });
  return {rate, standardError: Math.sqrt(variance), empty};
}

/** A gap between two rates in what comes of other rates and what comes of another make-up; the two add up to it. */
export interface Split {
  readonly gap: number;
  readonly rates: number;
  readonly composition: number;
}

/**
 * Kitagawa's split of the gap between a group and a comparison.
 *
 * @see Kitagawa (1955), Components of a difference between two rates, JASA 50: 1168-1194
 */
export function splitGap(group: readonly Stratum[], comparison: readonly Stratum[]): Split {
  const [n, m] = [sum(group, (s) => s.total), sum(comparison, (s) => s.total)];
  let [rates, composition] = [0, 0];
  group.forEach((a, k) => {
    const b = comparison[k]!;
    // where one side has nobody it lends the other's rate, so that only the make-up differs
    const rateA = a.total > 0 ? a.hits / a.total : b.total > 0 ? b.hits / b.total : 0;
    const rateB = b.total > 0 ? b.hits / b.total : rateA;
    const [partA, partB] = [a.total / n, b.total / m];
    rates += ((partA + partB) / 2) * (rateA - rateB);
    composition += ((rateA + rateB) / 2) * (partA - partB);
  });
  return {gap: rates + composition, rates, composition};
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
