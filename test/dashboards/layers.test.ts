import {expect, it} from 'vitest';
import {layers} from '../../dashboards/budget/credits.js';
import type {PageContext, Row} from '../../src/site/page.js';

const paid = (paid_year: number, reference_year: number, paid_eur: number | null): Row => ({
  ...{paid_year, reference_year, paid_eur},
  hidden: paid_eur === null ? 'persons paid_eur' : '',
});
const figure = (rows: readonly Row[]) => layers({data: {paid: rows}} as unknown as PageContext);

it('a layer of a few people is protected, and the sentence tells what is shown', () => {
  const {table, finding} = figure([
    paid(2024, 2020, 100),
    paid(2024, 2021, null),
    paid(2024, 2022, 7800),
    paid(2023, 2021, 500),
  ]);
  expect(table.rows).toEqual([
    {fiscal_year: 2024, y2020: 100, y2021: null, y2022: 7800, hidden: 'y2021'},
    {fiscal_year: 2023, y2020: 0, y2021: 500, y2022: 0, hidden: ''},
  ]);
  expect(finding).toMatch(/^In 2024 ging minstens €\s100 naar andere refertejaren dan 2022/u);
});

it('a year of whole layers is told as it is', () => {
  expect(figure([paid(2024, 2021, 100), paid(2024, 2022, 7000)]).finding).not.toContain('minstens');
});
