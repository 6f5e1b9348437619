import {expect, it} from 'vitest';
import {hunt} from '../../src/statistics/hunts.js';

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
