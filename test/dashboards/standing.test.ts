import {describe, expect, it} from 'vitest';
import evaluatie from '../../dashboards/pages/evaluatie.js';
import profiel from '../../dashboards/pages/profiel.js';
import segmenten from '../../dashboards/pages/segmenten.js';
import {sideOf, sidesOf, standing, standingAside} from '../../dashboards/standing.js';
import type {PageData, Row} from '../../src/site/page.js';

/** A group of a thousand people and its interval of two points on either side. */
const group = (year: number, dimension: string, category: string, rate: number): Row => ({
  ...{reference_year: year, dimension, category, hidden: ''},
  ...{entitled: 1000, not_registered: rate * 1000, not_registered_eur: rate * 200_000, share: rate},
  ...{rate, rate_low: rate - 0.02, rate_high: rate + 0.02},
});

const cells = [
  ...[2021, 2022].map((year) => group(year, 'by_total', 'Iedereen', 0.1)),
  ...[2021, 2022].map((year) => group(year, 'by_age', '18-24', 0.3)),
  ...[2021, 2022].map((year) => group(year, 'by_age', '25-34', year === 2022 ? 0.25 : 0.09)),
  ...[2021, 2022].map((year) => group(year, 'by_sex', 'Man', 0.11)),
];
const context = (data: PageData, dimension = 'by_total', year = 2022) => ({
  data,
  choice: {year, dimension},
  provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
  dimensions: {by_age: 'Leeftijd', by_sex: 'Geslacht'},
});

it('a difference holds when it was so the year before, is provisional otherwise, and may be none', () => {
  const words = (category: string, year: number) =>
    standing(sidesOf(cells.find((row) => row.category === category)!, cells, year));
  expect(words('18-24', 2022)).toBe('houdt stand in twee jaren');
  expect(words('18-24', 2021)).toBe('voorlopig');
  expect(words('25-34', 2022)).toBe('voorlopig');
  expect(words('Man', 2022)).toBe('geen duidelijk verschil');
  expect(standing([1, -1])).toBe('voorlopig');
  expect(standingAside([0, 1], 2022)).toBe('; een duidelijk verschil is dat niet');
  expect(sideOf(Number.NaN, Number.NaN)).toBe(0);
});

describe('the pages say so in their findings', () => {
  const profile = (rows: readonly Row[], dimension?: string) =>
    profiel.figures(context({profile: rows, open: []}, dimension))[0]!.finding;

  it('Profiel, of everything and of one breakdown', () => {
    expect(profile(cells)).toMatch(/dat verschil was er in 2021 ook\.$/);
    expect(profile(cells, 'by_age')).toMatch(/10,0% van iedereen; dat verschil was er in 2021 ook\. /);
    expect(profile(cells.filter((row) => row.category !== '18-24'))).toMatch(
      /\(voorlopig: één refertejaar\)/,
    );
    expect(profile(cells, 'by_sex')).not.toMatch(/voorlopig|dat verschil/);
  });

  it('Segmenten, of a group that another one covered in the list of the year before', () => {
    const segments = cells.filter((row) => row.reference_year === 2022 && row.category === '18-24');
    const [figure] = segmenten.figures(context({segments, cells, recoverable: [], outreach: []}));
    expect(figure!.finding).toMatch(/tegenover 10,0% van iedereen\); dat verschil was er in 2021 ook\.$/);
    expect(figure!.table.rows[0]!.holds).toBe('houdt stand in twee jaren');
    // one bar says nothing beside nothing
    expect(figure!.chart).toBeUndefined();
  });

  it('Evaluatie, by the year before and no other', () => {
    const effect = (year: number, category: string, value: number): Row => ({
      ...group(year, 'by_age', category, 0.2),
      reference: '65+',
      ...{effect: value, effect_low: value - 0.01, effect_high: value + 0.01, remark: ''},
    });
    const adjusted = [
      ...[2020, 2022].map((year) => effect(year, '18-24', 0.05)),
      ...[2021, 2022].map((year) => effect(year, '25-34', 0.04)),
      effect(2022, '35-44', 0.2),
      effect(2022, '45-54', 0.005),
    ];
    const data = {adjusted, calibration: [], everybody: [], plans: []};
    const [effects, overYears] = evaluatie.figures(context(data));
    expect(effects!.finding).toMatch(
      /20,0 procentpunt vaker zonder rekening dan 65\+ \(voorlopig: één refertejaar\)\.$/,
    );
    expect(overYears!.table.rows.map((row) => [row.category, row.holds])).toEqual([
      ['35-44', 'voorlopig'],
      ['18-24', 'voorlopig'],
      ['25-34', 'houdt stand in twee jaren'],
      ['45-54', 'geen duidelijk verschil'],
    ]);
    expect(overYears!.finding).toMatch(/^1 van 4 verschillen houdt stand in 2021 en 2022/);
  });

  it('Evaluatie, with the group that age and sex explain most of, by its name as it is written', () => {
    const moves = (category: string, rate: number, standardised: number): Row => ({
      ...group(2022, 'by_province', category, rate),
      ...{reference: 'Limburg', effect: null, effect_low: null, effect_high: null, remark: ''},
      ...{standardised_rate: standardised},
    });
    const adjusted = [moves('Antwerpen', 0.179, 0.159), moves('Limburg', 0.11, 0.12)];
    const [effects] = evaluatie.figures(context({adjusted, calibration: [], everybody: [], plans: []}));
    expect(effects!.finding).toMatch(/verschuift de groep ‘Antwerpen’ het meest: van 17,9% naar 15,9%\.$/);
    expect(effects!.chart).toBeDefined();
  });

  it('Evaluatie, of a difference that was the same from the other side', () => {
    const effect = (year: number, category: string, reference: string, value: number): Row => ({
      ...group(year, 'by_return', category, 0.2),
      ...{reference, effect: value, effect_low: value - 0.01, effect_high: value + 0.01, remark: ''},
    });
    const adjusted = [effect(2021, 'Terugkerend', 'Nieuw', -0.09), effect(2022, 'Nieuw', 'Terugkerend', 0.1)];
    const data = {adjusted, calibration: [], everybody: [], plans: []};
    const [row] = evaluatie.figures(context(data))[1]!.table.rows;
    expect(row).toMatchObject({effect_2022: 0.1, effect_2021: 0.09, holds: 'houdt stand in twee jaren'});
  });
});
