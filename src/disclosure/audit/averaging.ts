import type {Family} from '../register.js';
import type {PublicRelease} from '../release.js';
import type {KeyedCell} from '../rounding.js';

/** By dimension, how many levels it has. */
export function sizesOf(cells: readonly KeyedCell[]): Map<string, number> {
  const levels = new Map<string, Set<string>>();
  for (const cell of cells)
    cell.family.forEach((d, i) => {
      levels.set(d, (levels.get(d) ?? new Set()).add(cell.levels[i]!));
    });
  return new Map([...levels].map(([d, set]) => [d, set.size]));
}

/**
 * What part of the noise on a cell is left to an attacker who averages every published family, as a factor on its
 * variance (Asghar and Kaafar 2020; closed form for a cube whose margins have equal noise). 1 leaves all of it.
 *
 * @param published families of the release, the empty one for everybody
 * @param sizes levels per dimension, of every dimension published
 */
export function leverageOf(
  family: Family,
  published: readonly Family[],
  sizes: ReadonlyMap<string, number>,
): number {
  const product = (set: Family, of: (size: number) => number): number =>
    set.reduce((total, d) => total * of(sizes.get(d)!), 1);
  const plain = (size: number): number => size;
  // finest cells under one cell of a family
  const under = (set: Family): number =>
    product(
      [...sizes.keys()].filter((d) => !set.includes(d)),
      plain,
    );
  // what all published families together say about one interaction
  const information = (term: Family): number =>
    published
      .filter((s) => term.every((d) => s.includes(d)))
      .reduce(
        (sum, s) =>
          sum +
          under(s) ** 2 *
            product(
              s.filter((d) => !term.includes(d)),
              plain,
            ),
        0,
      );
  const terms = subsets(family).map((term) => product(term, (size) => 1 - 1 / size) / information(term));
  return under(family) ** 2 * terms.reduce((sum, term) => sum + term, 0);
}

/** Every subset of a family, the empty one first. */
function subsets(family: Family): Family[] {
  const found: Family[] = [[]];
  for (const d of family) found.push(...found.map((set) => [...set, d]));
  return found;
}

/** Cells in one block of the attack; a larger family is too large to have few people in its cells anyway. */
const largestBlock = 20_000;

/**
 * Estimate the cells of each finest family by least squares on its own figures and those of all its margins, and
 * count how often the estimate, rounded, is the very number.
 *
 * @param earlier releases stacked on it, by who takes it that few people changed since: their noise is other noise
 * @returns over cells with one to nine people: how many, exact hits, and the share of the commonest value, which is
 * what always guessing it would score
 */
export function leastSquaresHits(
  release: PublicRelease,
  earlier: readonly Pick<PublicRelease, 'cells'>[] = [],
): {tried: number; hits: number; guess: number} {
  const {rounding_base: base} = release.thresholds;
  const finest = release.families.filter(
    (f) => !release.families.some((g) => g.length > f.length && f.every((d) => g.includes(d))),
  );
  const printed = [release, ...earlier].map(({cells}) => new Map(cells.map((cell) => [cell.id, cell])));
  const frequency = new Map<number, number>();
  let [tried, hits] = [0, 0];
  for (const year of new Set(release.keyed.map((cell) => cell.year))) {
    for (const family of finest) {
      const margins = release.families.filter((f) => f.every((d) => family.includes(d)));
      const inYear = release.keyed.filter((cell) => cell.year === year);
      const block = inYear.filter((cell) => cell.family.join(' ') === family.join(' '));
      if (block.length > largestBlock) continue;
      const observed = margins.map((margin) => observationsOf(margin, family, block, inYear));
      for (const count of ['entitled', 'notRegistered'] as const) {
        const estimate = leastSquares(
          observed.flatMap(({cells, of}) =>
            printed
              .filter((figures) => cells.some((cell) => figures.has(cell.id)))
              // a cell that a release does not hold had nobody
              .map((figures) => ({of, figures: cells.map((cell) => figures.get(cell.id)?.[count] ?? 0)})),
          ),
          block.length,
        );
        block.forEach((cell, i) => {
          const value = cell[count];
          if (value < 1 || value >= base) return;
          tried += 1;
          frequency.set(value, (frequency.get(value) ?? 0) + 1);
          if (Math.round(estimate[i]!) === value) hits += 1;
        });
      }
    }
  }
  return {tried, hits, guess: tried === 0 ? 1 : Math.max(...frequency.values()) / tried};
}

/** The cells of one margin, and for each cell of the block which of them it counts in. */
function observationsOf(
  margin: Family,
  family: Family,
  block: readonly KeyedCell[],
  cells: readonly KeyedCell[],
): {cells: KeyedCell[]; of: Int32Array} {
  const those = cells.filter((cell) => cell.family.join(' ') === margin.join(' '));
  const place = new Map(those.map((cell, j) => [cell.levels.join('|'), j]));
  const at = margin.map((d) => family.indexOf(d));
  return {
    cells: those,
    of: Int32Array.from(block, (cell) => place.get(at.map((d) => cell.levels[d]!).join('|'))!),
  };
}

interface Observation {
  /** Per unknown, the figure it is part of. */
  readonly of: Int32Array;
  readonly figures: readonly number[];
}

/** The unknowns that fit all sums best, by conjugate gradients on the normal equations. */
function leastSquares(observations: readonly Observation[], unknowns: number): Float64Array {
  const sums = (x: Float64Array): Float64Array[] =>
    observations.map(({of, figures}) => {
      const total = new Float64Array(figures.length);
      for (let i = 0; i < unknowns; i++) total[of[i]!]! += x[i]!;
      return total;
    });
  const back = (parts: readonly ArrayLike<number>[]): Float64Array => {
    const result = new Float64Array(unknowns);
    observations.forEach(({of}, k) => {
      for (let i = 0; i < unknowns; i++) result[i]! += parts[k]![of[i]!]!;
    });
    return result;
  };
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const x = new Float64Array(unknowns);
  let rest = back(observations.map((o) => o.figures));
  let way = rest.slice();
  let size = dot(rest, rest);
  // margins of a cube have few distinct eigenvalues, so a few dozen rounds are the exact answer
  for (let round = 0; round < 60 && size > 1e-12; round++) {
    const image = back(sums(way));
    const step = size / dot(way, image);
    for (let i = 0; i < unknowns; i++) x[i]! += step * way[i]!;
    const left = rest.map((v, i) => v - step * image[i]!);
    const leftSize = dot(left, left);
    way = left.map((v, i) => v + (leftSize / size) * way[i]!);
    rest = left;
    size = leftSize;
  }
  return x;
}
