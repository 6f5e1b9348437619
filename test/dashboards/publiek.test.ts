import {expect, it} from 'vitest';
import publiek from '../../dashboards/pages/publiek.js';
import {cellText} from '../../src/site/cells.js';
import type {PageContext, Row} from '../../src/site/page.js';

const cell = (category: string, row: Row): Row => ({
  reference_year: 2023,
  dimension: 'by_age',
  category,
  level_1: category,
  not_registered_eur: null,
  rate: null,
  few: '',
  hidden: '',
  ...row,
});

const cells = [
  cell('65+', {
    entitled: 40,
    registered: 40,
    not_registered: 0,
    few: 'not_registered',
    hidden: 'rate',
  }),
  cell('18–24', {entitled: 500, registered: 470, not_registered: 30, not_registered_eur: 6000, rate: 0.06}),
  cell('25–34', {entitled: 0, registered: 0, not_registered: 0, few: 'entitled registered not_registered'}),
];

const context: PageContext = {
  data: {cells},
  choice: {year: 2023, dimension: 'by_age'},
  dimensions: {by_total: 'Totaal', by_age: 'Leeftijd'},
  provenance: {
    asOf: '2025-01-31',
    runId: 1,
    fingerprint: 'x',
    builtOn: '2025-02-01',
    smallestCount: 5,
    isRounded: true,
  },
};

const shown = (category: string): string[] => {
  const {rows} = publiek.figures(context)[0]!.table;
  const row = rows.find((other) => other.category === category)!;
  return [cellText(row, 'rate', 'about'), cellText(row, 'not_registered_eur', 'euros')];
};

it('keeps back the amount of fewer than ten people with the sign of their share', () => {
  expect(shown('65+')).toEqual(['x', 'x']);
  expect(shown('18–24')).toEqual(['6%', '€\u00A06.000']);
  // where there is nobody there is nothing to keep back
  expect(shown('25–34')).toEqual(['–', '–']);
});

it('says the same in the open data', () => {
  const files = publiek.openData!({cells}, context);
  const csv = files.find(({path}) => path === 'open-data/jobbonus-leeftijd.csv')!.text;
  expect(csv).toContain('2023,65+,40,40,<10,x,x\r\n');
  expect(csv).toContain('2023,18–24,500,470,30,6,6000\r\n');
});

it('says what its words mean, where it comes from and when the next comes', () => {
  const names = publiek
    .figures(context)
    .at(-1)!
    .table.rows.map((row) => row.name);
  expect(names).toEqual(
    expect.arrayContaining(['Rechthebbende', 'Bron', 'Afronding', 'Volgende uitgave', 'Vragen']),
  );
});
