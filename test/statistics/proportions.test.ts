import {describe, expect, it} from 'vitest';
import {binomialBand, chiSquareTail, normalTails} from '../../src/statistics/distributions.js';
import {armSize, newcombe, sampleRatio, smallestRise, wilson} from '../../src/statistics/proportions.js';

describe('Newcombe’s hybrid score interval', () => {
  // Newcombe 1998, Statistics in Medicine 17, table II, method 10
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('gives the printed limits of %i/%i − %i/%i', (a, m, b, n, low, high) => {
    const found = newcombe(a, m, b, n);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe('Wilson’s interval', () => {
  it('gives what R’s prop.test without correction prints for 8 of 10', () => {
    expect(wilson(8, 10).low).toBeCloseTo(0.4901625, 6);
    expect(wilson(8, 10).high).toBeCloseTo(0.9433178, 6);
  });
  it('gives the exact roots of its quadratic', () => {
    const z2 = 1.959963984540054 ** 2;
    for (const limit of Object.values(wilson(15, 148)))
      expect((15 / 148 - limit) ** 2).toBeCloseTo((z2 * limit * (1 - limit)) / 148, 12);
  });
  it('reaches 0 and 1 at the ends and has nothing to say about nobody', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBe(1);
    expect(wilson(0, 0).low).toBeNaN();
  });
});

describe('tails', () => {
  it('are those of the tables', () => {
    expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
    expect(chiSquareTail(5.991464547107979, 2)).toBeCloseTo(0.05, 12);
    expect(chiSquareTail(2, 2)).toBeCloseTo(Math.exp(-1), 12);
    expect(normalTails(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(chiSquareTail(0, 3)).toBe(1);
  });
  it('give the band of a coverage', () => {
    expect(binomialBand(100, 0.9)).toEqual([84, 95]);
  });
});

it('a trial from 2.0 % to 2.3 % needs about 36,700 people an arm', () => {
  expect(armSize(0.02, 0.023)).toBeGreaterThan(36_500);
  expect(armSize(0.02, 0.023)).toBeLessThan(36_900);
});

describe('the smallest rise that a trial finds', () => {
  it.each([
    [0.02, 0.023],
    [0.2, 0.23],
    [0.5, 0.6],
    [0.7, 0.9],
  ])('is what equal arms were sized for: %d to %d', (p1, p2) => {
    const n = armSize(p1, p2);
    expect(smallestRise(p1, n, n)).toBeLessThanOrEqual(p2 - p1);
    expect(smallestRise(p1, n - 1, n - 1)).toBeGreaterThan(p2 - p1);
  });

  it('has the spread of both arms: by hand for 900 and 100 people at 20 %', () => {
    const d = smallestRise(0.2, 900, 100);
    expect(d).toBeCloseTo(2.8 * Math.sqrt(((0.2 + d) * (0.8 - d)) / 900 + 0.16 / 100), 12);
    // a tenth that waits shows less than halves do
    expect(d).toBeGreaterThan(1.5 * smallestRise(0.2, 500, 500));
  });

  it('is not there where nobody waits or everybody answers already', () => {
    expect(smallestRise(0.2, 900, 0)).toBeNaN();
    expect(smallestRise(0.95, 20, 2)).toBeNaN();
  });
});

it('an uneven draw is found out', () => {
  expect(sampleRatio(1000, 9000, 0.1)).toBeCloseTo(1, 12);
  expect(sampleRatio(900, 9100, 0.1)).toBeLessThan(0.001);
});
