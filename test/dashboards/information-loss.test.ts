import {expect, it} from 'vitest';
import {lossFigure} from '../../dashboards/figures/information-loss.js';
import type {Row} from '../../src/site/page.js';

const figureOf = (loss: readonly Row[]) =>
  lossFigure({
    data: {loss},
    choice: {year: 2022, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  });

const cells = (dimension: string, of: Omit<Row, 'dimension'>): Row => ({
  reference_year: 2022,
  dimension,
  ...of,
});

it('counts what is hidden by how finely it is broken down, and the people in it', () => {
  const {finding, table} = figureOf([
    cells('by_total', {cells: 1, counted: 1, split: 1, people: 1000, people_split: 1000}),
    cells('by_age', {cells: 6, counted: 6, split: 5, people: 1000, people_split: 900}),
    cells('by_sex', {cells: 3, counted: 2, split: 2, people: 980, people_split: 980}),
    cells('by_age by_sex', {cells: 18, counted: 10, split: 8, people: 940, people_split: 800}),
    {
      ...cells('by_total', {cells: 1, counted: 1, split: 1, people: 5, people_split: 5}),
      reference_year: 2021,
    },
  ]);
  expect(table.rows).toEqual([
    {depth: 'Iedereen', breakdowns: 1, cells: 1, hidden_cells: 0, split_hidden_cells: 0, hidden_share: 0},
    {
      depth: 'Naar één kenmerk',
      breakdowns: 2,
      cells: 9,
      hidden_cells: 1,
      split_hidden_cells: 1,
      // 100 people of one age and 20 of one sex, of twice a thousand
      hidden_share: expect.closeTo(0.06, 12),
    },
    {
      depth: 'Naar twee kenmerken',
      breakdowns: 1,
      cells: 18,
      hidden_cells: 8,
      split_hidden_cells: 2,
      hidden_share: expect.closeTo(0.2, 12),
    },
  ]);
  expect(finding).toBe(
    "Van 12 van de 28 cellen voor refertejaar 2022 (42,9%) is niet alles te zien. Per uitsplitsing naar twee kenmerken zit gemiddeld 20,0% van de rechthebbenden in zo'n cel.",
  );
});

it('says nothing of people where even the total is hidden', () => {
  const {table} = figureOf([
    cells('by_total', {cells: 1, counted: 0, split: 0, people: null, people_split: null}),
  ]);
  expect(table.rows).toMatchObject([{hidden_cells: 1, hidden_share: null}]);
});
