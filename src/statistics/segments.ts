import {benjaminiHochberg, normalTail, twoByTwo} from './benjamini-hochberg.js';
import {wilsonInterval} from './wilson.js';

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
  /** People without an account beyond what the rate of everybody would give. */
  readonly excess: number;
}

export interface SearchOptions {
  readonly smallestTotal: number;
  readonly smallestHits: number;
  /** Points by which a refinement must exceed what it refines. */
  readonly margin: number;
  readonly falseDiscoveryRate: number;
  readonly most: number;
}

export const usualSearch: SearchOptions = {
  smallestTotal: 200,
  smallestHits: 50,
  margin: 0.02,
  falseDiscoveryRate: 0.05,
  most: 10,
};

/**
 * Groups that are missed more often than others, found without chance findings: every cell of at most three levels
 * that is large enough is tested against its complement, all tests are counted, a finding must repeat in one half
 * of the people drawn by key, and a finer group is kept only when it clearly exceeds the coarser one it refines.
 * Then the cells with the most money are taken first, each without the groups that it already tells of.
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
    const [low, high] = wilsonInterval(c.hits, c.total);
    if (parentsOf(c, byName).some((p) => low < p.hits / p.total + options.margin)) return [];
    const quality = (c.total / everybody.total) * (rate - overall);
    const excess = Math.round((rate - overall) * c.total);
    return [{...c, rate, low, high, quality, p: tests[i]!.p, excess}];
  });
  return cover(found, options.most);
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

/** The coarser groups that a group refines, as far as they are on the list. */
function parentsOf(c: Candidate, byName: ReadonlyMap<string, Candidate>): Candidate[] {
  if (c.family.length < 2) return [];
  return c.family.flatMap((_, skip) => {
    const name = `${c.family.filter((__, i) => i !== skip).join(' ')}|${c.levels.filter((__, i) => i !== skip).join(' · ')}`;
    const parent = byName.get(name);
    return parent ? [parent] : [];
  });
}

/** Most money first, each time passing over what is inside, or around, a group already taken. */
function cover(found: readonly Segment[], most: number): Segment[] {
  const order = [...found].sort(
    (a, b) =>
      b.quality - a.quality || b.cents - a.cents || b.hits - a.hits || (a.category < b.category ? -1 : 1),
  );
  const taken: Segment[] = [];
  for (const segment of order) {
    if (taken.length >= most) break;
    if (!taken.some((other) => isInside(segment, other) || isInside(other, segment))) taken.push(segment);
  }
  return taken.sort((a, b) => b.cents - a.cents || b.hits - a.hits || (a.category < b.category ? -1 : 1));
}

const isInside = (inner: Segment, outer: Segment): boolean =>
  outer.family.every((d, i) => inner.levels[inner.family.indexOf(d)] === outer.levels[i]);
