import {expect, it} from 'vitest';
import evaluatie from '../../dashboards/pages/evaluatie.js';
import type {Row} from '../../src/site/page.js';
import {smallestRise} from '../../src/statistics/proportions.js';

const everybody = [{reference_year: 2022, dimension: 'by_total', not_registered: 2000, hidden: ''}];
const plan = {
  ...{reference_year: 2022, wave: '2022-herinnering-1', sent_on: '2024-01-22'},
  ...{holdout_share: 0.1, minimum_effect: 0.03},
};
const design = (plans: readonly Row[], deadline = '2025-12-31') =>
  evaluatie
    .figures({
      data: {
        adjusted: [],
        calibration: [],
        everybody,
        deadlines: [{reference_year: 2022, application_deadline_date: deadline}],
        plans,
      },
      choice: {year: 2022, dimension: 'by_total'},
      provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
      dimensions: {},
    })
    .find((figure) => figure.id === 'ontwerp')!;

it('what a wave could show is counted with the arms of its plan, beside the effect that the plan asks', () => {
  const {table, finding, notes} = design([plan]);
  const row = table.rows.find((r) => r.response === 0.2)!;
  expect(row).toMatchObject({treated: 1800, holdout: 200, least: 0.03, verdict: 'te klein'});
  expect(row.difference).toBe(smallestRise(0.2, 1800, 200));
  // 2.8² x (0.2 x 0.8 + 0.23 x 0.77) / 0.03²
  expect(row.size).toBe(2937);
  expect(finding).toMatch(
    /wacht, is bij een respons van 20% .* aantoonbaar; het plan telt vanaf 3,0 procentpunt\.$/,
  );
  expect(notes![0]).toMatch(/plan van herinnering 1 over 2022/);
});

it('after the deadline nobody is said to wait', () => {
  expect(design([plan], '2025-01-30').finding).toMatch(/er wacht niemand die nog een brief kan krijgen/);
});

it('without a plan half of them wait, and it says so', () => {
  const {table, notes} = design([]);
  expect(table.rows[0]).toMatchObject({treated: 1000, holdout: 1000});
  expect(table.columns.map((column) => column.key)).not.toContain('least');
  expect(notes![0]).toMatch(/geen plan/);
});
