import {expect, it} from 'vitest';
import promotieval from '../../dashboards/pages/promotieval.js';
import {cellText} from '../../src/site/cells.js';
import type {PageContext, Row} from '../../src/site/page.js';

const near = {below_50: 1, below_100: 2, below_200: 3, above_50: 1, above_100: 2, above_200: 3};
const jump: Row = {
  ...{reference_year: 2023, jump_eur_per_month: 2999.99, before_eur: 100.01, after_eur: 0, drop_eur: 100.01},
  ...{...near, hidden: ''},
};
// as the mart leaves it: the end of the taper and the supplement, and no jump of its own
const schedule: Row = {
  ...{reference_year: 2023, from_quarter: 1, to_quarter: 4, lower_eur: 2000, upper_eur: 3000},
  ...{max_eur: 600, end_eur: 50, supplement_eur: 50, marginal_rate_e6: 45_833, hidden: ''},
};
const context: PageContext = {
  data: {schedule: [], schedules: [schedule], jumps: [jump]},
  choice: {year: 2023, dimension: 'by_total'},
  provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
  dimensions: {},
};

it('says a jump and the slope before it in one figure each, wherever it says them', () => {
  const figures = promotieval.figures(context);
  const said = [
    ...promotieval.keys(context).flatMap(({value, detail}) => [value, detail]),
    ...figures.flatMap(({finding, notes = [], table: {columns, rows}}) => [
      finding,
      ...notes,
      ...rows.flatMap((row) => columns.map(({key, kind}) => `${key} ${cellText(row, key, kind, columns)}`)),
    ]),
  ].join('\n');
  expect(said.match(/100,0\d/g)).toEqual(Array.from(said.match(/100,0\d/g)!, () => '100,01'));
  expect(said.match(/4,\d+%/g)).toEqual(Array.from(said.match(/4,\d+%/g)!, () => '4,58%'));
  // a jump is a column of the jumps alone
  const tables = figures.filter(({table}) => table.columns.some(({label}) => label.startsWith('Sprong aan')));
  expect(tables).toEqual([]);
});
