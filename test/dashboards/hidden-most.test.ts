import {describe, expect, it} from 'vitest';
import proces from '../../dashboards/pages/proces.js';
import profiel from '../../dashboards/pages/profiel.js';
import segmenten from '../../dashboards/pages/segmenten.js';
import type {PageData, Row} from '../../src/site/page.js';

const context = (data: PageData, dimension = 'by_total') => ({
  data,
  choice: {year: 2022, dimension},
  provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
  dimensions: {by_age: 'Leeftijd', by_sex: 'Geslacht', 'by_age by_sex': 'Leeftijd × Geslacht'},
});

const group = (dimension: string, category: string, waiting: number): Row => ({
  ...{reference_year: 2022, dimension, category, hidden: ''},
  ...{entitled: 1000, not_registered: waiting, not_registered_eur: waiting * 200, share: waiting / 500},
  ...{rate: waiting / 1000, rate_low: waiting / 1000 - 0.02, rate_high: waiting / 1000 + 0.02},
});
const shielded = (dimension: string, category: string): Row => ({
  ...{reference_year: 2022, dimension, category},
  ...{entitled: null, not_registered: null, not_registered_eur: null, share: null},
  ...{rate: null, rate_low: null, rate_high: null},
  hidden: 'entitled not_registered not_registered_eur share rate rate_low rate_high',
});
const everybody = group('by_total', 'Iedereen', 100);

describe('a most among groups of which some are shielded is one of those shown', () => {
  const findings = (...rows: Row[]): string[] =>
    profiel
      .figures(context({profile: [everybody, ...rows], open: []}, 'by_age by_sex'))
      .map((figure) => figure.finding);
  const shown = ['18–24 · Vrouw', '25–34 · Vrouw'].map((name, i) =>
    group('by_age by_sex', name, 150 - 50 * i),
  );

  it('on Profiel, of shares and of money', () => {
    const [rates, euro] = findings(...shown, shielded('by_age by_sex', '18–24 · Man'));
    expect(rates).toMatch(
      /^Van de getoonde groepen ontbreekt de rekening het vaakst bij 18–24 jaar · vrouwen/,
    );
    expect(rates).toMatch(/Dat is ook de grootste getoonde groep, met/);
    expect(euro).toMatch(
      /^Het meeste geld wacht, van de getoonde groepen, bij 18–24 jaar · vrouwen: €\u00a030\.000/,
    );
  });

  it('and of all groups where none is', () => {
    const said = findings(...shown).join(' ');
    expect(said).toMatch(/Dat is ook de grootste groep, met/);
    expect(said).not.toMatch(/getoonde/);
  });

  it('on Proces, the longest wait for payment only where it is shown, and never that for another step', () => {
    const step = (no: number, hidden: string): Row => ({
      ...{reference_year: 2022, step_no: no, step: `Stap ${no}`, persons: 50, waiting: 10, hidden},
      ...{median_days: 5, p90_days: 9, p99_days: 12, longest_waiting_days: hidden === '' ? 30 : null},
    });
    const said = (hidden: string): string =>
      proces.figures(context({steps: [step(2, hidden), {...step(3, ''), longest_waiting_days: 700}]}))[0]!
        .finding;
    expect(said('longest_waiting_days')).toMatch(/binnen 9\.$/);
    expect(said('')).toMatch(/; wie er het langst op wacht, wacht al 30 dagen\.$/);
  });
});

describe('what follows a letter', () => {
  const waiting = (extra: readonly [number, number, number]): Row => ({
    ...{reference_year: 2022, dimension: 'by_total', category: 'Iedereen', hidden: '', reason: null},
    ...{wave: '2022-herinnering-1', window_days: 28, chance: 0.285, eur_per_letter: 58},
    ...{recoverable_eur: 114_200, extra_eur: extra[0], extra_low_eur: extra[1], extra_high_eur: extra[2]},
  });
  const keysOf = (row: Row) =>
    segmenten.keys(context({segments: [], cells: [everybody], recoverable: [row], outreach: []}));

  it('is not put down to the letter where the draw does not show it', () => {
    const [, expected, because] = keysOf(waiting([15_200, -6500, 34_600]));
    expect(expected).toMatchObject({label: 'Verwacht na een brief', value: '€\u00a0114.200'});
    expect(because).toMatchObject({label: 'Daarvan door de brief', value: 'niet aangetoond'});
    expect(because!.detail).toMatch(/15\.200, tussen €\u00a0−6\.500 en €\u00a034\.600/);
  });

  it('and is a part of it where the draw does', () => {
    const [, , because] = keysOf(waiting([24_000, 1000, 45_000]));
    expect(because).toMatchObject({value: '€\u00a024.000'});
  });
});
