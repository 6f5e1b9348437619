import {describe, expect, it} from 'vitest';
import {widening} from '../../src/statistics/widening.js';

describe('the limits of a number that only grows', () => {
  it('are never nearer to the middle than at a shorter distance, and the lower one never falls', () => {
    const ahead = [
      {middle: 400, reach: 0.64},
      {middle: 620, reach: 0.35},
      {middle: 880, reach: 0.36},
      {middle: 890, reach: 0.22},
      {middle: 900, reach: 1.2},
    ];
    const limits = widening(ahead);
    // 400·e^-0.64 = 211, 400·e^0.64 = 759
    expect(limits[0]).toEqual({low: 211, high: 759});
    for (const [i, {middle}] of ahead.entries()) {
      const {low, high} = limits[i]!;
      const before = limits[i - 1];
      if (!before) continue;
      expect(low).toBeGreaterThanOrEqual(before.low!);
      expect(middle - low!).toBeGreaterThanOrEqual(ahead[i - 1]!.middle - before.low!);
      expect(high! - middle).toBeGreaterThanOrEqual(before.high! - ahead[i - 1]!.middle);
    }
    // a distance with larger errors of its own is wide by itself: 900·e^1.2 = 2988
    expect(limits[4]!.high).toBe(2988);
  });

  it('are open above from where they would reach everybody, and never print how many that is', () => {
    const ahead = [
      {middle: 100, reach: 0.5},
      {middle: 150, reach: 1.1},
      {middle: 160, reach: 0.1},
    ];
    expect(widening(ahead, 400)).toEqual([
      {low: 61, high: 165},
      // 150·e^-1.1 = 50 would be fewer than have come by then; 150·e^1.1 = 451 is more than there are
      {low: 61, high: null},
      {low: 61, high: null},
    ]);
  });

  it('are none where the history is too short, and begin again behind it', () => {
    const ahead = [
      {middle: 100, reach: 0.5},
      {middle: 150, reach: null},
      {middle: 160, reach: 0.1},
    ];
    expect(widening(ahead, 1000)).toEqual([
      {low: 61, high: 165},
      {low: null, high: null},
      // 39 below and 65 above, as nearer by
      {low: 121, high: 225},
    ]);
  });
});
