import {describe, expect, it} from 'vitest';
import {binomialUpTo} from '../../src/statistics/distributions.js';
import {drawing} from '../../src/statistics/drawing.js';
import {exactLimit, funnelLimit, funnelLimits, overdispersion} from '../../src/statistics/funnel.js';

const hitsOf = (n: number, share: number, draw: () => number): number =>
  Array.from({length: n}, draw).filter((value) => value < share).length;

describe('the binomial distribution', () => {
  it('has the chances of R (pbinom)', () => {
    expect(binomialUpTo(4, 100, 0.1)).toBeCloseTo(0.02371108, 7);
    expect(binomialUpTo(5, 100, 0.1)).toBeCloseTo(0.05757689, 7);
    expect(binomialUpTo(3, 10, 0.5)).toBeCloseTo(0.171875, 12);
    expect(binomialUpTo(10, 10, 0.5)).toBe(1);
    expect(binomialUpTo(-1, 10, 0.5)).toBe(0);
  });

  it.each([
    [40, 0.3],
    [250, 0.074],
    [7, 0.9],
  ])('is the sum of its terms for %i trials of %f', (n, share) => {
    let chance = (1 - share) ** n;
    let sum = chance;
    for (let k = 0; k < n; k++) {
      expect(binomialUpTo(k, n, share)).toBeCloseTo(sum, 10);
      chance *= ((n - k) / (k + 1)) * (share / (1 - share));
      sum += chance;
    }
  });

  it('holds for the largest city: a million people', () => {
    // half of the weight lies at or below the mean, but for half a term
    const term = 1 / Math.sqrt(2 * Math.PI * 1_000_000 * 0.1 * 0.9);
    expect(binomialUpTo(100_000, 1_000_000, 0.1)).toBeCloseTo(0.5 + term / 2, 3);
  });
});

describe('the limits of a funnel', () => {
  it('interpolate between two whole numbers of people', () => {
    // 5 of 100 is the first number reached in 2.5 % of places: (5 - (0.05757689 - 0.025) / (0.05757689 - 0.02371108)) / 100
    expect(exactLimit(100, 0.1, 0.025)).toBeCloseTo(0.0403807, 6);
  });

  it('run on smoothly and narrow with size', () => {
    const sizes = Array.from({length: 400}, (_, i) => 20 + i * 5);
    for (const [low, high] of funnelLimits) {
      const widths = sizes.map((n) => exactLimit(n, 0.2, high.below) - exactLimit(n, 0.2, low.below));
      for (const [i, width] of widths.slice(20).entries()) expect(width).toBeLessThan(widths[i]!);
    }
  });

  it('keep about 95 % and 99.8 % of places that differ by chance only', () => {
    const draw = drawing(7);
    const places = Array.from({length: 2000}, (_, i) => {
      const total = 60 + (i % 200);
      return {total, hits: hitsOf(total, 0.15, draw)};
    });
    const inside = funnelLimits.map(
      ([low, high]) =>
        places.filter(({hits, total}) => {
          const rate = hits / total;
          return rate >= funnelLimit(total, 0.15, low, 1) && rate <= funnelLimit(total, 0.15, high, 1);
        }).length / places.length,
    );
    expect(inside[0]).toBeGreaterThan(0.93);
    expect(inside[0]).toBeLessThan(0.97);
    expect(inside[1]).toBeGreaterThan(0.995);
    expect(overdispersion(places, 0.15)).toBe(1);
  });

  it('widen where places differ by more than chance, and not for a few that stand out', () => {
    const draw = drawing(11);
    const spread = Array.from({length: 300}, () => {
      const share = 0.15 + 0.06 * (draw() - 0.5);
      return {total: 2000, hits: hitsOf(2000, share, draw)};
    });
    // variance of the rates themselves: 0.06² / 12, beside 0.15 × 0.85 / 2000; winsorising takes off something
    const expected = 1 + 0.06 ** 2 / 12 / ((0.15 * 0.85) / 2000);
    const factor = overdispersion(spread, 0.15);
    expect(factor).toBeGreaterThan(0.6 * expected);
    expect(factor).toBeLessThan(1.1 * expected);
    const few = Array.from({length: 300}, (_, i) => ({
      total: 2000,
      hits: i < 6 ? 600 : hitsOf(2000, 0.15, draw),
    }));
    expect(overdispersion(few, 0.15)).toBe(1);
  });
});
