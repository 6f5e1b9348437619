import {expect, it} from 'vitest';
import against from '../../pipelines/estimates/municipalities_expected.js';
import type {GivenRow} from '../../src/models/estimate.js';
import {wilson} from '../../src/statistics/proportions.js';

const people = (place: string, age: string, total: number, hits: number): GivenRow => ({
  ...{reference_year: 2022, place, by_age: age, by_sex: 'man', total, hits},
});

// everywhere three of ten young and one of ten old people wait, but in C it is more
const groups = [
  people('A', 'jong', 800, 240),
  people('A', 'oud', 200, 20),
  people('B', 'jong', 100, 30),
  people('B', 'oud', 900, 90),
  people('C', 'jong', 100, 60),
  people('C', 'oud', 100, 30),
];
const rows = against.compute({groups});
const of = (category: string) => rows.find((row) => row.category === category)!;

it('a young municipality has no more than expected, however high its rate', () => {
  // 330 of 1000 young and 140 of 1200 old people: A expects 800 x 0.33 + 200 x 0.11667
  expect(of('A')).toMatchObject({not_registered: 260, expected: 287.3, ratio: 0.9});
  expect(of('B')).toMatchObject({not_registered: 120, expected: 138, ratio: 0.87});
  expect(of('C')).toMatchObject({not_registered: 90, expected: 44.7, ratio: 2.01});
});

it('what is expected adds up to what there is, and the limits are those of the rate', () => {
  const sum = rows.reduce((total, row) => total + Number(row.expected), 0);
  expect(sum).toBeCloseTo(470, 0);
  const {low, high} = wilson(90, 200);
  expect(of('C').ratio_low).toBeCloseTo((low * 200) / 44.667, 2);
  expect(of('C').ratio_high).toBeCloseTo((high * 200) / 44.667, 2);
});

it('the tempered ratio lies between its own and that of all, and no digit tells more than it should', () => {
  expect(of('C').tempered_ratio).toBeLessThan(2.01);
  expect(of('C').tempered_ratio).toBeGreaterThan(1);
  for (const {ratio, tempered_ratio: tempered, expected} of rows) {
    for (const value of [ratio, tempered])
      expect(Number(value) * 100).toBeCloseTo(Math.round(Number(value) * 100), 9);
    expect(Number(expected) * 10).toBeCloseTo(Math.round(Number(expected) * 10), 9);
  }
});

it('a municipality at whose ages nobody waits anywhere has no ratio', () => {
  const [row] = against.compute({groups: [people('A', 'jong', 100, 0)]});
  expect(row).toMatchObject({expected: 0, ratio: null, ratio_low: null, tempered_ratio: null});
});
