import {expect, it} from 'vitest';
import revisies from '../../dashboards/pages/revisies.js';
import {cellText} from '../../src/site/cells.js';
import type {Row} from '../../src/site/page.js';

const vintage = (no: number, figure: string, value: number | null, hidden = ''): Row => ({
  ...{reference_year: 2021, figure_no: no, figure, unit: 'count', as_of_date: '2025-01-31', value, hidden},
});

it('a figure that does not apply is a dash, a nought is a nought, and what is hidden is hidden', () => {
  const [{table, notes} = {table: undefined, notes: undefined}] = revisies.figures({
    data: {
      vintages: [
        vintage(1, 'Rechthebbenden', 22254),
        vintage(5, 'Uitbetaald', 0),
        vintage(9, 'Dossiers jobbonus plus, eerste schijf', null),
        vintage(10, 'Dossiers jobbonus plus, uitbetaald', null, 'value'),
      ],
    },
    choice: {year: 2021, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  });
  expect(table!.rows.map((row) => cellText(row, '2025-01-31', 'written'))).toEqual(['22.254', '0', '–', 'x']);
  expect(notes!.join(' ')).toContain('Een streepje (–): het cijfer is voor 2021 niet van toepassing.');
});

it('where only what grows with the campaign changed, that is said of it and not of the right', () => {
  const grown = (day: string, value: number, share: number | null): Row => ({
    ...vintage(5, 'Uitbetaald', value),
    ...{as_of_date: day, revision_share: share, bound_share: null, note: null},
  });
  const [, {finding} = {finding: ''}] = revisies.figures({
    data: {vintages: [grown('2024-01-31', 100, null), grown('2024-02-29', 150, 0.5)]},
    choice: {year: 2021, dimension: 'by_total'},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {},
  });
  expect(finding).toMatch(
    /^Het recht over 2021 is niet bijgesteld. Wat met de campagne meegroeit, veranderde tot 50,0 ?% \(uitbetaald\)/,
  );
});
