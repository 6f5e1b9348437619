/**
 * Which of many tests stand when at most a share of those that stand may be chance findings.
 *
 * @param pValues in any order
 * @param share false discovery rate, such as 0.05
 * @returns per test, whether it stands
 * @see Benjamini and Hochberg (1995), JRSS B 57: 289-300
 */
export function benjaminiHochberg(pValues: readonly number[], share: number): boolean[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  let last = -1;
  order.forEach((at, rank) => {
    if (pValues[at]! <= ((rank + 1) / order.length) * share) last = rank;
  });
  const standing = new Set(order.slice(0, last + 1));
  return pValues.map((_, i) => standing.has(i));
}

/** Chance of a standard normal value above z (Abramowitz and Stegun 7.1.26 is too coarse; a continued fraction is not). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    // series of the integral from zero
    let term = z;
    let sum = z;
    for (let k = 1; k < 200 && Math.abs(term) > 1e-17 * sum; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = 0;
  for (let k = 200; k > 0; k--) fraction = k / (z + fraction);
  return density / (z + fraction);
}

/** Two-sided p-value of a difference of two shares: the square root of the 2 by 2 chi-square, without correction. */
export function twoByTwo(
  hits: number,
  total: number,
  otherHits: number,
  otherTotal: number,
): {z: number; p: number} {
  const pooled = (hits + otherHits) / (total + otherTotal);
  const variance = pooled * (1 - pooled) * (1 / total + 1 / otherTotal);
  const z = variance > 0 ? (hits / total - otherHits / otherTotal) / Math.sqrt(variance) : 0;
  return {z, p: 2 * normalTail(Math.abs(z))};
}
