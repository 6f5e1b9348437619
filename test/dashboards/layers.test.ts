import {expect, it} from 'vitest';
import {layers} from '../../dashboards/budget/credits.js';
import type {PageContext, Row} from '../../src/site/page.js';

const month = (month_no: number, reference_year: number, paid_eur: number | null): Row => ({
  ...{fiscal_year: 2024, month_no, scheme: 'jobbonus', reference_year, paid_eur},
  hidden: paid_eur === null ? 'persons paid_eur' : '',
});
const figure = (rows: readonly Row[]) => layers({data: {layers: rows}} as unknown as PageContext);

it('a layer without one of its months is protected in the table, and told as a part', () => {
  const {table, notes, finding} = figure([
    month(1, 2021, 100),
    month(2, 2021, null),
    month(1, 2022, 7000),
    month(2, 2022, 800),
  ]);
  expect(table.rows).toEqual([{fiscal_year: 2024, y2021: null, y2022: 7800, hidden: 'y2021'}]);
  expect(notes?.join(' ')).toContain('staat als x in de tabel');
  expect(finding).toMatch(/minstens €\s100 /u);
});

it('a whole one is what it is', () => {
  const {table, notes, finding} = figure([month(1, 2021, 100), month(1, 2022, 7000)]);
  expect(table.rows).toEqual([{fiscal_year: 2024, y2021: 100, y2022: 7000, hidden: ''}]);
  expect(notes?.join(' ')).not.toContain('x in de tabel');
  expect(finding).not.toContain('minstens');
});
