/** The 97.5 % point of the normal distribution: half of what lies outside 95 %. */
export const z95 = 1.959963984540054;

/** Logarithm of the gamma function, for x > 0 (Lanczos, g = 7; relative error below 1e-14). */
export function logGamma(x: number): number {
  const series = lanczos.reduce((sum, c, i) => sum + (i === 0 ? c : c / (x - 1 + i)), 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Regularised upper incomplete gamma function Q(a, x): by its series below a + 1, by its continued fraction above.
 *
 * @see Press et al., Numerical Recipes, §6.2
 */
export function gammaTail(a: number, x: number): number {
  if (!(x > 0)) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b, tiny);
    c = nonZero(b + an / c, tiny);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return front * h;
}

const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value);

/** Chance that a chi-square variable with so many degrees of freedom is larger. */
export const chiSquareTail = (value: number, degrees: number): number => gammaTail(degrees / 2, value / 2);

/** Chance that a normal variable is further from zero, on either side. */
export const normalTails = (z: number): number => gammaTail(0.5, (z * z) / 2);

/**
 * Regularised incomplete beta function I_x(a, b), by its continued fraction.
 *
 * @see Press et al., Numerical Recipes, §6.4
 */
export function betaPart(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // the fraction converges fast on this side of the mean; the other side is the mirror image
  if (x > (a + 1) / (a + b + 2)) return 1 - betaPart(b, a, 1 - x);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let h = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return front * h;
}

/** Chance of at most `k` hits in `n` independent trials with a chance of `share` each. */
export const binomialUpTo = (k: number, n: number, share: number): number =>
  k < 0 ? 0 : k >= n ? 1 : betaPart(n - k, k + 1, 1 - share);

/**
 * Hits that a share of `n` independent trials gives in 95 % of cases: the band outside which a coverage is off.
 *
 * @returns least and most hits, cut at 2.5 % on either side
 */
export function binomialBand(n: number, share: number): readonly [least: number, most: number] {
  const logChance = (k: number): number =>
    logGamma(n + 1) -
    logGamma(k + 1) -
    logGamma(n - k + 1) +
    k * Math.log(share) +
    (n - k) * Math.log1p(-share);
  let below = 0;
  let least: number | undefined;
  for (let k = 0; k <= n; k++) {
    below += Math.exp(logChance(k));
    if (least === undefined && below >= 0.025) least = k;
    if (below >= 0.975) return [least!, k];
  }
  return [least ?? 0, n];
}
