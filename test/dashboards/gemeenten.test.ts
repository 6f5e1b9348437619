import {expect, it} from 'vitest';
import gemeenten from '../../dashboards/pages/gemeenten.js';
import type {Row} from '../../src/site/page.js';

/** A municipality of a thousand people, and how many of them one expects to wait. */
const place = (year: number, category: string, waiting: number, expected: number): [Row, Row] => [
  {
    ...{reference_year: year, dimension: 'by_municipality', category, hidden: ''},
    ...{entitled: 1000, not_registered: waiting, rate: waiting / 1000},
  },
  {
    ...{reference_year: year, dimension: 'by_municipality', category, hidden: ''},
    ...{expected, ratio: waiting / expected, ratio_low: 0.8, ratio_high: 1.25, tempered_ratio: 1.04},
  },
];

const everybody = (year: number): Row => ({
  ...{reference_year: year, dimension: 'by_total', category: 'Iedereen', hidden: ''},
  ...{entitled: 100_000, not_registered: 10_000, rate: 0.1},
});

function funnel(year: number, ...places: [Row, Row][]) {
  const [figure] = gemeenten.figures({
    data: {
      places: [everybody(2021), everybody(2022), ...places.map(([row]) => row)],
      expected: places.map(([, row]) => row),
      names: ['Aalst', 'Boom', 'Genk'].map((municipality) => ({nis_code: municipality[0]!, municipality})),
    },
    choice: {year, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  });
  return figure!;
}

it('a town above the funnel for its youth alone is told apart from one that still stands out, and from last year', () => {
  const places = [
    place(2022, 'A', 150, 145),
    place(2022, 'B', 160, 100),
    place(2022, 'G', 90, 100),
    place(2021, 'B', 150, 100),
  ];
  expect(funnel(2022, ...places).finding).toBe(
    '2 gemeenten liggen boven de trechter: Boom (16,0% zonder rekening) en Aalst (15,0% zonder rekening). Bij gelijke leeftijd en geslacht springt alleen Boom er nog uit. In 2021 lag Boom er ook boven; de andere zijn voorlopig.',
  );
  expect(funnel(2021, ...places).finding).toMatch(
    /Ook bij gelijke leeftijd en geslacht springt ze eruit\. Dat is voorlopig: het blijkt uit één refertejaar\.$/,
  );
  expect(funnel(2022, place(2022, 'A', 150, 145)).finding).toMatch(/springt ze er niet meer uit\./);
});

it('the ratio stands in the table with its limits, and is hidden with the count', () => {
  const [row, expected] = place(2022, 'A', 150, 145);
  const hidden: [Row, Row] = [
    {...row, not_registered: null, rate: null, hidden: 'not_registered rate'},
    {...expected, ratio: null, hidden: 'not_registered expected ratio ratio_low ratio_high tempered_ratio'},
  ];
  expect(funnel(2022, [row, expected]).table.rows[0]).toMatchObject({
    ...{ratio: '1,03', margin: '0,80–1,25', tempered_ratio: '1,04', hidden: ''},
  });
  expect(funnel(2022, hidden).table.rows[0]!.hidden).toBe('not_registered rate ratio margin tempered_ratio');
});
