/** One group of people who share their characteristics. */
export interface GroupedRow {
  /** Columns of the design with their value; one that is left out is zero, column 0 is the constant. */
  readonly columns: readonly number[];
  readonly values: readonly number[];
  /** People, and of them those to whom it happened. */
  readonly total: number;
  readonly hits: number;
}

export interface LogisticFit {
  /** Per column; NaN where a column was left out. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** Inverse of the information, over the kept columns in order. */
  readonly covariance: readonly Float64Array[];
  readonly kept: readonly number[];
  readonly deviance: number;
  readonly degreesOfFreedom: number;
  /** Variance beyond the binomial; 1 where deviance / degrees of freedom is 2 or less. */
  readonly dispersion: number;
  readonly rounds: number;
  /** Columns that others already say. */
  readonly aliased: readonly number[];
  /** Columns of groups to whom it happened always or never: their effect has no finite estimate. */
  readonly separated: readonly number[];
}

/** A coefficient beyond this says that all or none of a group were hit, not how much more often. */
const separationLimit = 15;

/**
 * Logistic regression on grouped counts by iteratively reweighted least squares.
 *
 * Columns that earlier ones already determine are left out and named. Columns whose coefficient runs away, because
 * in their group everybody or nobody was hit, are named and left out as well, and the rest is fitted again without
 * their people. Errors widen by the dispersion where deviance / degrees of freedom exceeds 2.
 *
 * @param width columns of the design
 * @throws {RangeError} when fifty rounds do not settle, or the counts are too few
 * @see McCullagh and Nelder (1989), Generalized Linear Models, ch. 4
 */
export function fitLogistic(rows: readonly GroupedRow[], width: number): LogisticFit {
  const separated = separatedColumns(rows, width);
  const inside = rows.filter(
    (row) => !row.columns.some((c, i) => row.values[i] !== 0 && separated.includes(c)),
  );
  const {kept, aliased} = independentColumns(inside, width, separated);
  const place = new Map(kept.map((column, i) => [column, i]));
  const size = kept.length;
  let beta: Float64Array = new Float64Array(size);
  let rounds = 0;
  let information: Float64Array[] = [];
  for (let isSettled = false; !isSettled; ) {
    rounds += 1;
    if (rounds > 50) throw new RangeError('the logistic regression does not settle in fifty rounds');
    information = square(size);
    const right = new Float64Array(size);
    for (const row of inside) {
      const predicted = rounds === 1 ? undefined : linear(row, beta, place);
      // the first round starts from the observed shares, drawn a little inward
      const share = predicted === undefined ? (row.hits + 0.5) / (row.total + 1) : logit(predicted);
      const eta = predicted ?? Math.log(share / (1 - share));
      const weight = row.total * share * (1 - share);
      const working = eta + (row.hits / row.total - share) / (share * (1 - share));
      addProducts(information, right, row, place, weight, working);
    }
    const next = solve(factorOf(information), right);
    if (next.some((b) => !Number.isFinite(b)))
      throw new RangeError('the counts are too few for the logistic regression');
    const change = next.reduce((most, b, i) => Math.max(most, Math.abs(b - beta[i]!)), 0);
    isSettled = change < 1e-10;
    beta = next;
  }
  const factor = factorOf(information);
  const degreesOfFreedom = inside.length - size;
  const deviance = inside.reduce((sum, row) => sum + devianceOf(row, logit(linear(row, beta, place))), 0);
  const ratio = degreesOfFreedom > 0 ? deviance / degreesOfFreedom : 1;
  const dispersion = ratio > 2 ? ratio : 1;
  const covariance = kept.map((_, i) => {
    const unit = new Float64Array(size);
    unit[i] = dispersion;
    return solve(factor, unit);
  });
  const coefficients = new Float64Array(width).fill(Number.NaN);
  const standardErrors = new Float64Array(width).fill(Number.NaN);
  kept.forEach((column, i) => {
    coefficients[column] = beta[i]!;
    standardErrors[column] = Math.sqrt(covariance[i]![i]!);
  });
  const runaway = kept.filter((column, i) => column > 0 && Math.abs(beta[i]!) > separationLimit);
  return {
    ...{
      coefficients,
      standardErrors,
      covariance,
      kept,
      deviance,
      degreesOfFreedom,
      dispersion,
      rounds,
      aliased,
    },
    separated: [...separated, ...runaway],
  };
}

/** Whether people are in the fit: not in a group that was left out because everybody or nobody of it was hit. */
export const isFitted = (row: GroupedRow, {separated, kept}: LogisticFit): boolean =>
  !row.columns.some((c, i) => row.values[i] !== 0 && separated.includes(c) && !kept.includes(c));

/** @throws {RangeError} when the counts say too little to tell the columns apart */
function factorOf(information: readonly Float64Array[]): Float64Array[] {
  const factor = cholesky(information);
  if (!factor) throw new RangeError('the counts are too few for the logistic regression');
  return factor;
}

/** Chance that belongs to log odds. */
export const logit = (eta: number): number => 1 / (1 + Math.exp(-eta));

/** Columns (of zeros and ones, the constant aside) in whose groups everybody or nobody was hit. */
function separatedColumns(rows: readonly GroupedRow[], width: number): number[] {
  const total = new Float64Array(width);
  const hits = new Float64Array(width);
  const isIndicator = new Uint8Array(width).fill(1);
  for (const row of rows)
    row.columns.forEach((column, i) => {
      if (row.values[i] === 0) return;
      if (row.values[i] !== 1) isIndicator[column] = 0;
      total[column]! += row.total;
      hits[column]! += row.hits;
    });
  return [...total.keys()].filter(
    (c) => c > 0 && isIndicator[c] === 1 && total[c]! > 0 && (hits[c] === 0 || hits[c] === total[c]),
  );
}

/** Columns in order, without those that the ones before them already determine. */
function independentColumns(
  rows: readonly GroupedRow[],
  width: number,
  without: readonly number[],
): {kept: number[]; aliased: number[]} {
  const all = [...Array(width).keys()].filter((c) => !without.includes(c));
  const place = new Map(all.map((column, i) => [column, i]));
  const gram = square(all.length);
  for (const row of rows) addProducts(gram, new Float64Array(all.length), row, place, row.total, 0);
  const aliased: number[] = [];
  const kept: number[] = [];
  const factor: Float64Array[] = [];
  for (const [i, column] of all.entries()) {
    const line = new Float64Array(all.length);
    kept.forEach((other, k) => {
      const j = place.get(other)!;
      let sum = gram[i]![j]!;
      for (let l = 0; l < k; l++) sum -= line[l]! * factor[k]![l]!;
      line[k] = sum / factor[k]![k]!;
    });
    const rest = gram[i]![i]! - line.reduce((sum, v) => sum + v * v, 0);
    if (rest <= 1e-9 * gram[i]![i]! || gram[i]![i] === 0) {
      aliased.push(column);
      continue;
    }
    line[kept.length] = Math.sqrt(rest);
    factor.push(line);
    kept.push(column);
  }
  return {kept, aliased};
}

/** Log odds of a row under the kept columns. */
export function linear(row: GroupedRow, beta: Float64Array, place: ReadonlyMap<number, number>): number {
  let sum = 0;
  row.columns.forEach((column, i) => {
    const at = place.get(column);
    if (at !== undefined) sum += beta[at]! * row.values[i]!;
  });
  return sum;
}

function addProducts(
  matrix: readonly Float64Array[],
  right: Float64Array,
  row: GroupedRow,
  place: ReadonlyMap<number, number>,
  weight: number,
  working: number,
): void {
  row.columns.forEach((a, i) => {
    const ia = place.get(a);
    if (ia === undefined) return;
    const wa = weight * row.values[i]!;
    right[ia]! += wa * working;
    row.columns.forEach((b, j) => {
      const ib = place.get(b);
      if (ib !== undefined) matrix[ia]![ib]! += wa * row.values[j]!;
    });
  });
}

function devianceOf({total, hits}: GroupedRow, share: number): number {
  const term = (count: number, expected: number): number =>
    count > 0 ? count * Math.log(count / expected) : 0;
  return 2 * (term(hits, total * share) + term(total - hits, total * (1 - share)));
}

const square = (size: number): Float64Array[] => Array.from({length: size}, () => new Float64Array(size));

/** Lower triangle whose product with its transpose is the matrix; undefined when it is not positive definite. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] | undefined {
  const size = matrix.length;
  const factor = square(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!;
      if (i !== j) factor[i]![j] = sum / factor[j]![j]!;
      else if (sum > 0) factor[i]![i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice();
  const size = x.length;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}

export interface Effect {
  /** Points of chance, from -1 to 1. */
  readonly effect: number;
  readonly standardError: number;
}

/**
 * Average marginal effect of one level of a characteristic: by how much the chance would differ, over all people as
 * they are, were everybody of this level instead of the reference. Error by the delta method. People whom the fit left
 * out, because in their group everybody or nobody was hit, are left out here as well.
 *
 * @param level the column of the level; its other levels are `siblings`, the reference has no column
 */
export function averageMarginalEffect(
  rows: readonly GroupedRow[],
  fit: LogisticFit,
  level: number,
  siblings: readonly number[],
): Effect {
  if (!fit.kept.includes(level)) return {effect: Number.NaN, standardError: Number.NaN};
  const place = new Map(fit.kept.map((column, i) => [column, i]));
  const beta = Float64Array.from(fit.kept, (column) => fit.coefficients[column]!);
  const gradient = new Float64Array(beta.length);
  let people = 0;
  let effect = 0;
  for (const row of rows) {
    if (!isFitted(row, fit)) continue;
    const keep = row.columns.map((c) => c !== level && !siblings.includes(c));
    const columns = row.columns.filter((_, i) => keep[i]);
    const values = row.values.filter((_, i) => keep[i]);
    const eta = linear({...row, columns, values}, beta, place);
    const [without, withLevel] = [logit(eta), logit(eta + beta[place.get(level)!]!)];
    people += row.total;
    effect += row.total * (withLevel - without);
    const [slope0, slope1] = [without * (1 - without), withLevel * (1 - withLevel)];
    columns.forEach((column, i) => {
      const at = place.get(column);
      if (at !== undefined) gradient[at]! += row.total * (slope1 - slope0) * values[i]!;
    });
    gradient[place.get(level)!]! += row.total * slope1;
  }
  let variance = 0;
  for (let i = 0; i < beta.length; i++)
    for (let j = 0; j < beta.length; j++) variance += gradient[i]! * fit.covariance[i]![j]! * gradient[j]!;
  return {effect: effect / people, standardError: Math.sqrt(variance) / people};
}
