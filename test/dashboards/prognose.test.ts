import {expect, it} from 'vitest';
import {landing} from '../../dashboards/landing.js';
import prognose from '../../dashboards/pages/prognose.js';
import type {Figure, Row} from '../../src/site/page.js';

const figureOf = (id: string, scores: readonly Row[]): Figure =>
  prognose
    .figures({
      data: {scores},
      choice: {year: 2023, dimension: 'by_total'},
      provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
      dimensions: {},
    })
    .find((figure) => figure.id === id)!;

const score = (
  horizon_no: number,
  horizon: string,
  judged: number,
  inside: number,
  verdict: string,
): Row => ({
  horizon_no,
  horizon,
  ...Object.fromEntries(
    [80, 95].flatMap((level) => [
      [`judged_${level}`, judged],
      [`inside_${level}`, inside],
      [`effective_${level}`, judged],
      [`band_${level}_low`, 30 / 44],
      [`band_${level}_high`, 40 / 44],
      [`verdict_${level}`, level === 80 ? verdict : 'too_few'],
    ]),
  ),
});

it('an interval that held too few outcomes is called too narrow, beside its band', () => {
  const scores = [score(1, '1–4', 44, 28, 'too_narrow'), score(2, '5–13', 36, 29, 'within')];
  expect(figureOf('trefzekerheid', scores).finding).toBe(
    'De marge van 80% is te smal voor ramingen van 1–4 weken ver: ze bevatte de uitkomst 28 van de 44 keer, en dat aandeel hoort tussen 68% en 91% te liggen. Bij 1 van de 2 afstanden wijst niets erop dat de marge van 80% te smal of te ruim is.',
  );
});

it('the earlier forecasts do not claim to know only what was known then', () => {
  const {notes = []} = figureOf('trefzekerheid', [score(1, '1–4', 44, 33, 'within')]);
  expect(notes.join(' ')).not.toMatch(/wat toen geweten was/);
  expect(notes.join(' ')).toMatch(/gegevens van vandaag, afgekapt op die dag/);
});

it('errors are said with their sign, in persons and in euro', () => {
  const quarter = {
    ...score(2, '5–13', 36, 29, 'within'),
    wape: 0.25,
    error_persons: -22.7,
    error_eur: -4511.6,
  };
  expect(figureOf('ramingsfouten', [quarter]).finding).toBe(
    'Ramingen van 5–13 weken ver zaten er gemiddeld 25,0% naast. Te veel en te weinig tegen elkaar weggestreept is dat 23 personen en €\u00a04.512 te weinig per raming.',
  );
});

it('where a year will land is one sentence, with as much of a margin as there is', () => {
  const end = (low: number | null, high: number | null): Row => ({
    ...{reference_year: 2023, on_date: '2026-12-31', is_deadline: true},
    ...{entitled: 1000, registered_now: 900, more: 60, more_low_80: low, more_high_80: high},
  });
  const told = 'Naar raming is de rekening van 96,0% gekend op de uiterste dag, 31 december 2026';
  expect(landing([end(40, 80)])).toBe(` ${told} (80 op 100: 94,0% tot 98,0%).`);
  expect(landing([end(40, null)])).toBe(` ${told} (80 op 100: minstens 94,0%).`);
  expect(landing([end(null, null)])).toBe(` ${told}.`);
  expect(landing([])).toBe('');
});
