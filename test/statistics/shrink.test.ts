import {describe, expect, it} from 'vitest';
import {drawing} from '../../src/statistics/drawing.js';
import {wilson} from '../../src/statistics/proportions.js';
import {shrunkChance, shrunkRatios, weightOfAll} from '../../src/statistics/shrink.js';

describe('the weight of everybody', () => {
  it('follows from the spread of the groups, by hand', () => {
    // overall 0.3; seen spread (100·0.04 + 100·0.04) / 200 = 0.04; by chance 0.21 · 2 / 200 = 0.0021
    const groups = [
      {asked: 100, answered: 50},
      {asked: 100, answered: 10},
    ];
    expect(weightOfAll(groups)).toBeCloseTo(0.21 / (0.04 - 0.0021), 12);
  });

  it('is that of all who were asked where groups do not differ', () => {
    const group = {asked: 100, answered: 30};
    expect(weightOfAll([group, group, group])).toBe(300);
    expect(weightOfAll([group])).toBe(100);
    expect(weightOfAll([group, {asked: 0, answered: 0}])).toBe(100);
    expect(weightOfAll([])).toBe(0);
  });

  it('finds back how far apart groups were made', () => {
    const draw = drawing(7);
    // true chances 0.2 or 0.4: a spread of 0.01 around 0.3, so everybody weighs 0.21 / 0.01 = 21
    const groups = Array.from({length: 2000}, (_, i) => {
      const chance = i % 2 === 0 ? 0.2 : 0.4;
      return {asked: 60, answered: Array.from({length: 60}, draw).filter((value) => value < chance).length};
    });
    expect(weightOfAll(groups)).toBeGreaterThan(18);
    expect(weightOfAll(groups)).toBeLessThan(25);
  });
});

describe('the chance of a group', () => {
  it('lies between its own answers and those of everybody, nearer to the heavier', () => {
    expect(shrunkChance({asked: 30, answered: 15}, 0.2, 10)).toEqual({
      chance: 17 / 40,
      ...wilson(17, 40),
    });
    expect(shrunkChance({asked: 0, answered: 0}, 0.2, 50).chance).toBeCloseTo(0.2, 12);
  });

  it('errs less than a group by itself where groups are small', () => {
    const draw = drawing(3);
    const groups = Array.from({length: 300}, (_, i) => {
      const chance = 0.2 + (i % 5) * 0.02;
      const answered = Array.from({length: 25}, draw).filter((value) => value < chance).length;
      return {chance, asked: 25, answered};
    });
    const weight = weightOfAll(groups);
    const error = (guess: (group: (typeof groups)[number]) => number): number =>
      groups.reduce((sum, group) => sum + (guess(group) - group.chance) ** 2, 0);
    expect(error((group) => shrunkChance(group, 0.24, weight).chance)).toBeLessThan(
      error((group) => group.answered / group.asked) / 3,
    );
  });
});

describe('the ratios of places', () => {
  it('are drawn towards that of all, by hand', () => {
    // overall 1; seen spread (100·0.25 + 100·0.25) / 200 = 0.25; by chance 1 / 100; between 0.24
    const places = [
      {hits: 150, expected: 100},
      {hits: 50, expected: 100},
    ];
    const weight = 0.24 / (0.24 + 0.01);
    expect(shrunkRatios(places)[0]).toBeCloseTo(1 + weight * 0.5, 12);
    expect(shrunkRatios(places)[1]).toBeCloseTo(1 - weight * 0.5, 12);
  });

  it('are one ratio where places differ no more than chance makes them', () => {
    expect(shrunkRatios([105, 95].map((hits) => ({hits, expected: 100})))).toEqual([1, 1]);
    expect(shrunkRatios([{hits: 7, expected: 5}])).toEqual([1.4]);
    expect(
      shrunkRatios([
        {hits: 8, expected: 4},
        {hits: 0, expected: 0},
      ])[1],
    ).toBe(2);
  });

  it('move a small place more than a large one', () => {
    const [small, large] = shrunkRatios([
      ...[
        {hits: 8, expected: 4},
        {hits: 800, expected: 400},
      ],
      ...[
        {hits: 200, expected: 400},
        {hits: 600, expected: 800},
      ],
    ]);
    expect(large).toBeGreaterThan(1.9);
    expect(small).toBeLessThan(1.8);
  });
});
