import {benjaminiHochberg, normalTail, twoByTwo} from './benjamini-hochberg.js';
import {wilson} from './proportions.js';

/** One cell of the closed list, with its counts over all people and over one half of them drawn by their keys. */
export interface Candidate {
  readonly dimension: string;
  readonly category: string;
  readonly family: readonly string[];
  readonly levels: readonly string[];
  readonly total: number;
  readonly hits: number;
  readonly halfTotal: number;
  readonly halfHits: number;
  readonly cents: number;
}

export interface Segment extends Candidate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Weighted relative accuracy: share of all people times points above everybody. */
  readonly quality: number;
  readonly p: number;
  /** How far outside chance the group lies, in standard errors. */
  readonly z: number;
  /** People without an account beyond what the rate of everybody would give. */
  readonly excess: number;
}

export interface SearchOptions {
  readonly smallestTotal: number;
  readonly smallestHits: number;
  /** Points by which the lower limit of a refinement must exceed the rest of what it refines. */
  readonly margin: number;
  readonly falseDiscoveryRate: number;
  readonly most: number;
}

export const usualSearch: SearchOptions = {
  smallestTotal: 200,
  smallestHits: 50,
  // a group of two thousand has its limit 1.3 points below its rate: two points more would ask for over three
  margin: 0.01,
  falseDiscoveryRate: 0.05,
  most: 10,
};

/**
 * Groups that are missed more often than others, found without chance findings: every cell of at most three levels
 * that is large enough is tested against its complement, all tests are counted, a finding must repeat in one half
 * of the people drawn by key, and a finer group is kept only when it clearly exceeds the coarser one it refines.
 * Of the groups around a finding, only those are kept that stand out without it; the list is by money.
 *
 * @param everybody over the same people
 * @see Chung et al. (2019), Slice Finder; Benjamini and Hochberg (1995)
 */
export function findSegments(
  candidates: readonly Candidate[],
  everybody: Pick<Candidate, 'total' | 'hits' | 'halfTotal' | 'halfHits'>,
  options: SearchOptions = usualSearch,
): Segment[] {
  const overall = everybody.hits / everybody.total;
  const tested = candidates.filter(
    (c) =>
      c.family.length > 0 &&
      c.total < everybody.total &&
      c.total >= options.smallestTotal &&
      c.hits >= options.smallestHits,
  );
  const tests = tested.map((c) =>
    twoByTwo(c.hits, c.total, everybody.hits - c.hits, everybody.total - c.total),
  );
  const stands = benjaminiHochberg(
    tests.map((t) => t.p),
    options.falseDiscoveryRate,
  );
  const byName = new Map(candidates.map((c) => [`${c.dimension}|${c.category}`, c]));
  const found = tested.flatMap((c, i): Segment[] => {
    const rate = c.hits / c.total;
    if (!stands[i] || rate <= overall || !repeats(c, everybody)) return [];
    const {low, high} = wilson(c.hits, c.total);
    if (!parentsOf(c, byName).every((p) => low >= restOf(p, c, options) + options.margin)) return [];
    const quality = (c.total / everybody.total) * (rate - overall);
    const excess = Math.round((rate - overall) * c.total);
    return [{...c, rate, low, high, quality, p: tests[i]!.p, z: tests[i]!.z, excess}];
  });
  return cover(found, everybody, options);
}

/** Whether a finding stands in each half of the people as well, one-sided at 5 %. */
function repeats(
  c: Candidate,
  everybody: Pick<Candidate, 'total' | 'hits' | 'halfTotal' | 'halfHits'>,
): boolean {
  const other = {total: c.total - c.halfTotal, hits: c.hits - c.halfHits};
  const rest = {
    total: everybody.total - everybody.halfTotal - other.total,
    hits: everybody.hits - everybody.halfHits - other.hits,
  };
  const first = twoByTwo(
    c.halfHits,
    c.halfTotal,
    everybody.halfHits - c.halfHits,
    everybody.halfTotal - c.halfTotal,
  );
  const second = twoByTwo(other.hits, other.total, rest.hits, rest.total);
  return normalTail(first.z) < 0.05 && normalTail(second.z) < 0.05;
}

/**
 * The rate of a coarser group without the finer one: a finding of half a group raises the whole of it as well. A rest
 * too small to be a group says nothing, and the finer group is the coarser one by another name: nothing exceeds it.
 */
function restOf(whole: Candidate, part: Candidate, {smallestTotal}: SearchOptions): number {
  const total = whole.total - part.total;
  return total < smallestTotal ? Number.POSITIVE_INFINITY : (whole.hits - part.hits) / total;
}

/** The coarser groups that a group refines, as far as they are on the list. */
function parentsOf(c: Candidate, byName: ReadonlyMap<string, Candidate>): Candidate[] {
  if (c.family.length < 2) return [];
  return c.family.flatMap((_, skip) => {
    const name = `${c.family.filter((__, i) => i !== skip).join(' ')}|${c.levels.filter((__, i) => i !== skip).join(' · ')}`;
    const parent = byName.get(name);
    return parent ? [parent] : [];
  });
}

/**
 * The clearest first. A group around one already taken must stand out without those people too: or the list would
 * tell of all men because of the young ones. What is left is listed by money.
 */
function cover(
  found: readonly Segment[],
  everybody: Pick<Candidate, 'total' | 'hits'>,
  options: SearchOptions,
): Segment[] {
  const ties = (a: Segment, b: Segment): number =>
    b.cents - a.cents || b.hits - a.hits || (a.category < b.category ? -1 : 1);
  const taken: Segment[] = [];
  for (const segment of [...found].sort((a, b) => b.z - a.z || ties(a, b))) {
    if (taken.length >= options.most) break;
    const inner = taken.filter((other) => isInside(other, segment));
    const total = inner.reduce((sum, other) => sum - other.total, segment.total);
    const hits = inner.reduce((sum, other) => sum - other.hits, segment.hits);
    // groups inside that overlap may together count more people than there are
    if (inner.length > 0 && (total < options.smallestTotal || hits < options.smallestHits)) continue;
    const outside = {total: everybody.total - segment.total, hits: everybody.hits - segment.hits};
    if (inner.length > 0 && normalTail(twoByTwo(hits, total, outside.hits, outside.total).z) > 0.001)
      continue;
    taken.push(segment);
  }
  return taken.sort(ties);
}

const isInside = (inner: Segment, outer: Segment): boolean =>
  outer.family.every((d, i) => inner.levels[inner.family.indexOf(d)] === outer.levels[i]);
