import {describe, expect, it} from 'vitest';
import {provisions} from '../../dashboards/budget/right.js';
import type {Row} from '../../src/site/page.js';

const said = (rows: readonly Row[]): string =>
  provisions({
    data: {provisions: rows},
    choice: {year: 2023, dimension: 'by_total', numbers: {}},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  }).finding;

const row = (provision: string, year: number, open: number | null, eur: number | null): Row => ({
  provision,
  reference_year: year,
  open_cases: open,
  provision_eur: eur,
  hidden: open === null ? 'open_cases provision_eur' : '',
});

describe('the provision of objections and recoveries', () => {
  it('is zero only where nothing is open', () => {
    expect(said([row('objections', 2023, 0, 0), row('recoveries', 2023, 0, 0)])).toBe(
      'Er staan geen bezwaren open. Er is niets terug te vorderen.',
    );
  });

  it('is not to be told where there is too little history behind what is open', () => {
    const finding = said([
      row('objections', 2022, 0, 0),
      row('objections', 2023, 40, null),
      row('recoveries', 2022, null, null),
      row('recoveries', 2023, 7, null),
    ]);
    expect(finding).not.toContain('€');
    expect(finding).toBe(
      'Wat open bezwaren nog kosten, is niet te zeggen: te weinig historiek over 2023. Wat van te veel betaalde bedragen terugkomt, is niet te zeggen: te weinig historiek over 2023, te weinig personen over 2022.',
    );
  });

  it('names the years that its sum leaves out', () => {
    expect(
      said([
        row('objections', 2022, 8, 300),
        row('objections', 2023, 40, null),
        row('recoveries', 2021, 6, 100),
        row('recoveries', 2022, 9, 0),
      ]),
    ).toBe(
      'Open bezwaren kosten naar vroegere uitkomsten nog €\u00A0300 (niet meegeteld: te weinig historiek over 2023). Van wat te veel betaald is, komt naar vroegere uitkomsten nog €\u00A0100 terug.',
    );
  });
});
