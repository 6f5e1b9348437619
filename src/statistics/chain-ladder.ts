/** Cumulative counts or amounts: one row an origin, later origins are shorter. */
export type Triangle = readonly (readonly number[])[];

export interface ChainLadder {
  /** Growth from one development period to the next. */
  readonly factors: readonly number[];
  /** The triangle filled to its last column. */
  readonly full: readonly (readonly number[])[];
  /** Mack's standard error of each origin's end. */
  readonly errors: readonly number[];
  readonly total: number;
  /** Mack's standard error of the total of all ends. */
  readonly totalError: number;
}

/**
 * Chain ladder with Mack's distribution-free standard errors.
 *
 * @param triangle origins oldest first; the first reaches the last column
 * @see Mack, ASTIN Bulletin 23 (1993) 213–225
 */
export function chainLadder(triangle: Triangle): ChainLadder {
  const n = Math.max(...triangle.map((row) => row.length));
  const factors: number[] = [];
  const sigma2: number[] = [];
  for (let s = 0; s + 1 < n; s++) {
    const rows = triangle.filter((row) => row.length > s + 1);
    const base = rows.reduce((sum, row) => sum + row[s]!, 0);
    const factor = base > 0 ? rows.reduce((sum, row) => sum + row[s + 1]!, 0) / base : 1;
    factors.push(factor);
    const spread = rows.reduce(
      (sum, row) => sum + (row[s]! > 0 ? row[s]! * (row[s + 1]! / row[s]! - factor) ** 2 : 0),
      0,
    );
    sigma2.push(rows.length > 1 ? spread / (rows.length - 1) : lastVariance(sigma2));
  }
  const full = triangle.map((row) => {
    const filled = [...row];
    while (filled.length < n) filled.push(filled.at(-1)! * factors[filled.length - 1]!);
    return filled;
  });
  const known = (s: number): number =>
    triangle.filter((row) => row.length > s + 1).reduce((sum, row) => sum + row[s]!, 0);
  const ratio = factors.map((f, s) => (f > 0 ? sigma2[s]! / (f * f) : 0));
  const variance = triangle.map((row, i) => {
    let sum = 0;
    for (let s = row.length - 1; s + 1 < n; s++) sum += ratio[s]! * (1 / full[i]![s]! + 1 / known(s));
    return full[i]!.at(-1)! ** 2 * sum;
  });
  // the origins share the factors, so their errors go together
  let total = 0;
  for (const [i, row] of triangle.entries()) {
    let shared = 0;
    for (let s = row.length - 1; s + 1 < n; s++) shared += (2 * ratio[s]!) / known(s);
    const later = full.slice(i + 1).reduce((sum, other) => sum + other.at(-1)!, 0);
    total += variance[i]! + full[i]!.at(-1)! * later * shared;
  }
  return {
    factors,
    full,
    errors: variance.map(Math.sqrt),
    total: full.reduce((sum, row) => sum + row.at(-1)!, 0),
    totalError: Math.sqrt(total),
  };
}

/** Mack's choice where one pair is all there is: no more than what the two periods before suggest. */
function lastVariance(earlier: readonly number[]): number {
  const [b, a] = [earlier.at(-1), earlier.at(-2)];
  if (a === undefined || b === undefined) return b ?? 0;
  return Math.min(a > 0 ? (b * b) / a : b, a, b);
}
