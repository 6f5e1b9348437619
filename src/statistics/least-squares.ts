/** Coefficients of a line through a series, with a covariance that allows for errors that follow one another. */
export interface SeriesFit {
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Least squares on a series in time order, with the covariance of Newey and West: neighbouring errors count together
 * up to `lags` apart, with weights that fall to zero, and small-sample factor n/(n−k).
 *
 * @param rows of the design matrix, in time order; more rows than columns
 * @returns null when the columns cannot be told apart
 * @see Newey & West, Econometrica 55 (1987) 703–708
 */
export function seriesLeastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  lags: number,
): SeriesFit | null {
  const [n, k] = [rows.length, rows[0]?.length ?? 0];
  if (n <= k) return null;
  const cross = matrix(k, (i, j) => sum(rows.map((row) => row[i]! * row[j]!)));
  const inverse = inverted(cross);
  if (inverse === null) return null;
  const right = Array.from({length: k}, (_, i) => sum(rows.map((row, t) => row[i]! * y[t]!)));
  const coefficients = inverse.map((row) => sum(row.map((value, i) => value * right[i]!)));
  const scores = rows.map((row, t) => {
    const error = y[t]! - sum(row.map((value, i) => value * coefficients[i]!));
    return row.map((value) => value * error);
  });
  const together = (lag: number, i: number, j: number): number =>
    sum(scores.slice(lag).map((score, t) => score[i]! * scores[t]![j]!));
  const meat = matrix(k, (i, j) => {
    let total = together(0, i, j);
    for (let lag = 1; lag <= Math.min(lags, n - 1); lag++)
      total += (1 - lag / (lags + 1)) * (together(lag, i, j) + together(lag, j, i));
    return (total * n) / (n - k);
  });
  const product = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
    matrix(k, (i, j) => sum(a[i]!.map((value, m) => value * b[m]![j]!)));
  return {coefficients, covariance: product(product(inverse, meat), inverse)};
}

/** Lags that a series of so many points can carry, after Newey and West (1994). */
export const lagsFor = (points: number): number => Math.floor(4 * (points / 100) ** (2 / 9));

/** Inverse by elimination with the largest pivot first; null when a column follows from the others. */
function inverted(of: readonly (readonly number[])[]): number[][] | null {
  const k = of.length;
  // columns on one scale, so that a small unit is not taken for no information
  const scale = of.map((row, i) => Math.sqrt(row[i]!));
  if (scale.some((s) => !(s > 0))) return null;
  const rows = of.map((row, i) => [
    ...row.map((value, j) => value / (scale[i]! * scale[j]!)),
    ...Array.from({length: k}, (_, j) => (i === j ? 1 : 0)),
  ]);
  for (let i = 0; i < k; i++) {
    const best = rows
      .slice(i)
      .reduce((b, row, at) => (Math.abs(row[i]!) > Math.abs(rows[b]![i]!) ? i + at : b), i);
    [rows[i], rows[best]] = [rows[best]!, rows[i]!];
    const pivot = rows[i]![i]!;
    if (Math.abs(pivot) < 1e-8) return null;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let other = 0; other < k; other++) {
      const factor = rows[other]![i]!;
      if (other !== i && factor !== 0)
        rows[other] = rows[other]!.map((value, c) => value - factor * rows[i]![c]!);
    }
  }
  return rows.map((row, i) => row.slice(k).map((value, j) => value / (scale[i]! * scale[j]!)));
}

const matrix = (k: number, cell: (i: number, j: number) => number): number[][] =>
  Array.from({length: k}, (_, i) => Array.from({length: k}, (__, j) => cell(i, j)));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
