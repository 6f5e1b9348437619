import {describe, expect, it} from 'vitest';
import {downloadOf, readCsv, sameValue} from '../../src/site/download.js';
import type {Figure, Row} from '../../src/site/page.js';

const provenance = {
  asOf: '2025-01-31',
  runId: 3,
  fingerprint: 'abc',
  builtOn: '2025-02-01',
  smallestCount: 5,
};

function figureOf(rows: readonly Row[]): Figure {
  return {
    id: 'proef',
    title: 'Proef',
    finding: 'Een zin.',
    table: {
      caption: 'Proef',
      columns: [
        {key: 'label', label: 'Groep', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'amount', label: 'Bedrag; in euro', kind: 'euro'},
        {key: 'share', label: 'Deel', kind: 'percent'},
        {key: 'day', label: 'Dag', kind: 'day'},
        {key: 'mean', label: 'Gemiddeld', kind: 'number'},
      ],
      rows,
    },
  };
}

const origin = {
  page: {filters: ['year', 'dimension'] as const},
  pageName: 'pagina',
  choice: {year: 2023, dimension: 'by_age', numbers: {}},
  provenance,
  dimensions: {by_age: 'Leeftijd'},
};

describe('a download', () => {
  const row: Row = {
    label: 'Brussel "zuid"; rand',
    persons: 1234567,
    amount: 1234.5,
    share: 0.9412,
    day: '2024-12-31',
    mean: '12.50',
    hidden: '',
  };

  it('opens in a Belgian Excel: marked as UTF-8, semicolons, decimal commas, no marks between thousands', () => {
    const {text} = downloadOf(figureOf([row]), origin);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFGroep;Personen;"Bedrag; in euro";Deel;Dag;Gemiddeld;Keuze;Toestand op;Berekening;Afscherming',
      '"Brussel ""zuid""; rand";1234567;1234,50;94,1%;2024-12-31;12,5;refertejaar 2023, uitsplitsing Leeftijd;2025-01-31;3 abc;hier niets afgeschermd',
    ]);
  });

  it('is named after its page, its figure, the choice and the day', () => {
    expect(downloadOf(figureOf([row]), origin).name).toBe('jobbonus_pagina_proef_2023_age_2025-01-31.csv');
  });

  it('keeps hidden, nothing and zero apart, and says what the sign means', () => {
    const {text} = downloadOf(
      figureOf([{...row, persons: null, hidden: 'persons', amount: null, share: 0}]),
      origin,
    );
    const cells = readCsv(text)[1]!;
    expect(cells.slice(1, 4)).toEqual(['x', '', '0,0%']);
    expect(cells.at(-1)).toBe('x = afgeschermd, minder dan 5 personen');
  });

  it.each(['=1+1', '+cmd', '-2+3', '@sum', '\t=1', '＝1'])('makes no formula of %j', (label) => {
    expect(readCsv(downloadOf(figureOf([{...row, label}]), origin).text)[1]![0]).toBe(`'${label}`);
  });

  it('writes a negative number with a hyphen, which Excel reads, in every kind of cell', () => {
    const minus = {...row, label: '€\u00A0−30,00', persons: -1234, amount: -1234.5, share: -0.337};
    const cells = readCsv(downloadOf(figureOf([minus]), origin).text)[1]!;
    expect(cells.slice(0, 4)).toEqual(['€\u00A0-30,00', '-1234', '-1234,50', '-33,7%']);
    expect(sameValue('€\u00A0−1.234,50', cells[2]!)).toBe(true);
  });

  it.each(['-12', '-1.234,50', '+3,1%'])('leaves the number %s a number', (label) => {
    expect(readCsv(downloadOf(figureOf([{...row, label}]), origin).text)[1]![0]).toBe(label);
  });

  it('reads back what it wrote', () => {
    const rows = readCsv(
      downloadOf(figureOf([row, {...row, label: 'twee\nregels'}, {...row, label: ''}]), origin).text,
    );
    expect(rows.map((cells) => cells.length)).toEqual([10, 10, 10, 10]);
    expect(rows.map((cells) => cells[0])).toEqual(['Groep', 'Brussel "zuid"; rand', 'twee\nregels', '']);
  });

  it('of a figure without rows holds its headings', () => {
    expect(readCsv(downloadOf(figureOf([]), origin).text)).toHaveLength(1);
  });

  it('is compared with its table by value, not by marks', () => {
    expect(sameValue('1.234', '1234')).toBe(true);
    expect(sameValue('€\u00A01.234,50', '1234,50')).toBe(true);
    expect(sameValue('31/12/2024', '2024-12-31')).toBe(true);
    expect(sameValue('–', '')).toBe(true);
    expect(sameValue('12', '13')).toBe(false);
    expect(sameValue('x', '4')).toBe(false);
  });
});
