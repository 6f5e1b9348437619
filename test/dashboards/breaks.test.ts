import {expect, it} from 'vitest';
import {breakBetween, breaksIn} from '../../dashboards/breaks.js';
import {growthFigure} from '../../dashboards/figures/takeup.js';

const rules = [{since_year: 2022}, {since_year: 2024}];

it('a break stands between two years when the rules of any year after the first differ', () => {
  const breaks = breaksIn({rules});
  expect(breakBetween(breaks, 2022, 2021)).toBe(2022);
  expect(breakBetween(breaks, 2021, 2023)).toBe(2022);
  expect(breakBetween(breaks, 2022, 2023)).toBeUndefined();
  expect(breakBetween(breaks, 2025, 2021)).toBe(2024);
});

it('growth over a break is the rule part and the real part, which add up', () => {
  const bridge = [1000, 20, -300, 260, -30].map((change_eur, step_no) => ({
    reference_year: 2022,
    step_no,
    change_eur,
  }));
  const {table, finding} = growthFigure({
    data: {rules, bridge},
    choice: {year: 2022, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  });
  const [row] = table.rows;
  expect(row).toMatchObject({rule: 0.26, real: -0.31, since: '2021 → 2022 (andere regels)'});
  expect(row!.growth).toBeCloseTo(-0.05, 12);
  expect(finding).toBe(
    'Van 2021 naar 2022 daalde de kost met 5,0%: +26,0% door andere regels en −31,0% werkelijk, door het aantal mensen, hun lonen en de take-up.',
  );
});
