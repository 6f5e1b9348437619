import {describe, expect, it} from 'vitest';
import {type Development, expectedMonths} from '../../src/statistics/run-off.js';

const year = (reference_year: number, due: number, paid: number[]): Development => ({
  reference_year,
  due,
  startsIn: reference_year * 12 + 22,
  paid,
});

describe('the additive run-off', () => {
  it('continues a year as the one before it went: by hand', () => {
    // before: 1000 due, paid 400, 300, 100, 100; now 2000 due, paid 800, 600: 200 and 200 to come
    const found = expectedMonths(year(2022, 2000, [800, 600]), [year(2021, 1000, [400, 300, 100, 100])]);
    expect(found.map((m) => [m.month - 2022 * 12, m.cents, m.lowCents])).toEqual([
      [24, 200, null],
      [25, 200, null],
    ]);
  });

  it('catches up what is late, and never asks money back', () => {
    const before = [year(2021, 1000, [500, 300, 100])];
    expect(expectedMonths(year(2022, 1000, [500, 100]), before).map((m) => m.cents)).toEqual([300]);
    expect(expectedMonths(year(2022, 1000, [900, 100]), before).map((m) => m.cents)).toEqual([0]);
  });

  it('weighs years by what was due and spreads from the slowest to the fastest of them', () => {
    const found = expectedMonths(year(2023, 1000, [500]), [
      year(2021, 1000, [500, 300]),
      year(2022, 3000, [1500, 300]),
    ]);
    // (300 + 300) / (1000 + 3000) = 15 %; alone 30 % and 10 %
    expect(found.map((m) => [m.cents, m.lowCents, m.highCents])).toEqual([[150, 100, 300]]);
  });

  it('says nothing without a year that has come further', () => {
    expect(expectedMonths(year(2021, 1000, [500, 300]), [])).toEqual([]);
    expect(expectedMonths(year(2021, 1000, [500, 300]), [year(2022, 1000, [500])])).toEqual([]);
  });

  it('reproduces the remaining claims of the additive method on a hand triangle', () => {
    // increments / exposure: ages 0..2 = 0.5, 0.3, 0.1 exactly in every year; any order gives the same
    const all = [year(2020, 1000, [500, 300, 100]), year(2021, 2000, [1000, 600])];
    expect(expectedMonths(year(2022, 4000, [2000]), all).map((m) => m.cents)).toEqual([1200, 400]);
  });
});
