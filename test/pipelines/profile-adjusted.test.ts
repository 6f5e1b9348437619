import {expect, it} from 'vitest';
import adjusted from '../../pipelines/estimates/profile_adjusted.js';
import calibration from '../../pipelines/estimates/profile_calibration.js';
import {profileDimensions} from '../../pipelines/profile-model.js';
import type {GivenRow} from '../../src/models/estimate.js';

/** People who differ in age, sex and sector only. */
const people = (age: string, sex: string, sector: string, total: number, hits: number): GivenRow => ({
  reference_year: 2022,
  ...Object.fromEntries(profileDimensions.map((dimension) => [dimension, 'alle'])),
  ...{by_age: age, by_sex: sex, by_sector: sector, total, hits},
});

const groups = [
  people('jong', 'man', 'bouw', 300, 90),
  people('jong', 'vrouw', 'zorg', 100, 10),
  people('oud', 'man', 'bouw', 200, 40),
  people('oud', 'vrouw', 'zorg', 400, 20),
];

const rows = adjusted.compute({groups});
const of = (category: string) => rows.find((row) => row.category === category)!;

it('an age is held equal by sex and a sex by age: neither by what it is itself', () => {
  // half of everybody are men: the young would be at (90/300 + 10/100) / 2
  expect(of('jong')).toMatchObject({rate: 0.25, collapsed_strata: 0});
  expect(of('jong').standardised_rate).toBeCloseTo(0.2, 12);
  expect(of('oud').standardised_rate).toBeCloseTo((40 / 200 + 20 / 400) / 2, 12);
  // four of ten are young: men would be at 0.4 x 90/300 + 0.6 x 40/200
  expect(of('man').standardised_rate).toBeCloseTo(0.24, 12);
  // the young are men more often: that explains a part of their 9 points, and only a part
  expect(Number(of('jong').rate_part) + Number(of('jong').composition_part)).toBeCloseTo(0.25 - 0.16, 12);
  expect(of('jong').rate_part).toBeGreaterThan(0.02);
  expect(of('jong').composition_part).toBeGreaterThan(0.02);
});

it('a standardised rate lies within its limits, which are its uncertainty and not that of the raw one', () => {
  for (const row of rows.filter((r) => r.category !== 'alle')) {
    expect(row.standardised_low).toBeLessThan(Number(row.standardised_rate));
    expect(row.standardised_high).toBeGreaterThan(Number(row.standardised_rate));
  }
});

it('strata without anybody are counted and said', () => {
  // nobody in construction is a woman: young and old women take the rate of construction at their age
  expect(of('bouw')).toMatchObject({collapsed_strata: 2});
  expect(of('bouw').standardised_rate).toBeCloseTo(0.4 * 0.3 + 0.6 * 0.2, 12);
  expect(of('bouw').remark).toMatch(/2 lege strata$/);
  expect(of('jong').remark).not.toMatch(/lege/);
});

it('a reference says with how many small groups it is taken together', () => {
  const some = adjusted.compute({groups: [...groups, people('oud', 'man', 'hout', 60, 6)]});
  const remark = (category: string) => some.find((row) => row.category === category)!.remark;
  expect(remark('bouw')).toBe('vergelijkingsgroep, met 1 kleine groep; 2 lege strata');
  expect(remark('hout')).toMatch(/^te weinig personen/);
  expect(remark('oud')).toBe('vergelijkingsgroep');
});

it('the calibration is of the people whom the regression fits', () => {
  const made = calibration.compute({groups: [...groups, people('oud', 'vrouw', 'kunst', 150, 150)]});
  expect(made.reduce((sum, row) => sum + Number(row.entitled), 0)).toBe(1000);
  const expected = made.reduce((sum, row) => sum + Number(row.entitled) * Number(row.expected), 0);
  expect(expected).toBeCloseTo(160, 6);
});
