import {expect, it} from 'vitest';
import {hunt} from '../../src/statistics/hunts.js';
import {type Candidate, findSegments} from '../../src/statistics/segments.js';

/** A stream of numbers from 0 to 1 that a seed fixes. */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const sizes = {by_age: 6, by_province: 5, by_sex: 2, by_wage: 6} as const;
type Dimension = keyof typeof sizes;
const names = Object.keys(sizes) as Dimension[];

/** People in a cube of characteristics, counted in every cell of at most three dimensions. */
function world(people: number, rateOf: (levels: readonly number[]) => number, seed: number): Candidate[] {
  const draw = drawing(seed);
  const cells = new Map<string, Candidate>();
  const families: Dimension[][] = [[]];
  for (const d of names) families.push(...families.filter((f) => f.length < 3).map((f) => [...f, d]));
  for (let person = 0; person < people; person++) {
    const levels = names.map((d) => Math.floor(draw() * sizes[d]));
    const isHit = draw() < rateOf(levels);
    const isInHalf = draw() < 0.5;
    for (const family of families) {
      const those = family.map((d) => String(levels[names.indexOf(d)]));
      const dimension = family.join(' ') || 'by_total';
      const category = those.join(' · ') || 'Iedereen';
      const before = cells.get(`${dimension}|${category}`);
      cells.set(`${dimension}|${category}`, {
        ...{dimension, category, family, levels: those},
        total: (before?.total ?? 0) + 1,
        hits: (before?.hits ?? 0) + (isHit ? 1 : 0),
        halfTotal: (before?.halfTotal ?? 0) + (isInHalf ? 1 : 0),
        halfHits: (before?.halfHits ?? 0) + (isInHalf && isHit ? 1 : 0),
        cents: (before?.cents ?? 0) + (isHit ? 30_000 : 0),
      });
    }
  }
  return [...cells.values()];
}

const search = (candidates: readonly Candidate[]): ReturnType<typeof findSegments> =>
  findSegments(candidates, candidates.find((c) => c.family.length === 0)!);

it('every planted group of two thousand people, five points above the others, is found', () => {
  for (const seed of [1, 2]) {
    const found = search(
      world(
        60_000,
        ([age, province, sex]) => ((age === 0 && sex === 1) || province === 3 ? 0.11 : 0.06),
        seed,
      ),
    );
    const listed = found.map((s) => `${s.dimension}|${s.category}`);
    expect(listed).toContain('by_province|3');
    expect(listed).toContain('by_age by_sex|0 · 1');
    expect(found.length).toBeLessThanOrEqual(10);
  }
});

it('where there is nothing to find, hardly a run reports anything', () => {
  const runs = 10;
  let reporting = 0;
  for (let seed = 100; seed < 100 + runs; seed++)
    if (search(world(8_000, () => 0.08, seed)).length > 0) reporting += 1;
  expect(reporting).toBeLessThanOrEqual(1);
});

it('on the scale of a reference year, planted groups are listed and none where nothing is planted', () => {
  // a hundred runs of each: npm run hunt
  const world = {
    shares: {by_age: [0.1, 0.3, 0.3, 0.3], by_sex: [0.5, 0.5], by_sector: [0.4, 0.2, 0.2, 0.1, 0.1]},
    families: [[], ['by_age'], ['by_sex'], ['by_sector'], ['by_age', 'by_sex'], ['by_age', 'by_sector']],
    people: 60_000,
    rate: 0.06,
  };
  for (let seed = 0; seed < 10; seed++) {
    const {planted, recovered} = hunt(world, 1, drawing(seed));
    expect(recovered).toBe(planted.length);
    expect(hunt(world, 0, drawing(1000 + seed)).found).toEqual([]);
  }
});
