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

const cell = (
  family: readonly string[],
  levels: readonly string[],
  total: number,
  hits: number,
): Candidate => ({
  dimension: family.join(' '),
  category: levels.join(' · '),
  ...{family, levels, total, hits, cents: hits * 21_000},
  halfTotal: Math.floor(total / 2),
  halfHits: Math.floor(hits / 2),
});
const everybody = cell([], [], 31_000, 1_900);
const young = cell(['by_age'], ['18-24'], 1_543, 400);
const names = (...finer: Candidate[]) =>
  findSegments([everybody, young, ...finer], everybody).map((segment) => segment.category);

it.each([
  [1_543, 400, 'in a first year, in which everybody is new'],
  [1_540, 399, 'but for three people, of whom one hit'],
  [1_400, 399, 'but for too few to be a group'],
])('a group is listed once: a finer one of %i people and %i hits is the same people %s', (total, hits) => {
  expect(names(cell(['by_age', 'by_return'], ['18-24', 'Nieuw'], total, hits))).toEqual(['18-24']);
});

it('a finer group that clearly exceeds the rest of a coarser one is listed instead of it', () => {
  expect(names(cell(['by_age', 'by_return'], ['18-24', 'Nieuw'], 1_000, 360))).toEqual(['18-24 · Nieuw']);
});
