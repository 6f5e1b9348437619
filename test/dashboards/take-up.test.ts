import {describe, expect, it} from 'vitest';
import {isStillOpen} from '../../dashboards/figures/takeup.js';
import page from '../../dashboards/pages/take-up.js';
import {cellText} from '../../src/site/cells.js';
import type {Figure, PageContext, Row} from '../../src/site/page.js';

const year = 2023;

const group = (
  dimension: string,
  category: string,
  entitled: number,
  registered: number,
  paid: number,
): Row => {
  const rate = 1 - registered / entitled;
  const half = 1.96 * Math.sqrt((rate * (1 - rate)) / entitled);
  return {
    reference_year: year,
    dimension,
    category,
    entitled,
    registered,
    paid,
    entitled_eur: entitled * 100,
    paid_eur: paid * 100,
    rate,
    rate_low: rate - half,
    rate_high: rate + half,
    hidden: '',
  };
};

const hiddenGroup = (dimension: string, category: string): Row => ({
  reference_year: year,
  dimension,
  category,
  entitled: null,
  registered: null,
  paid: null,
  entitled_eur: null,
  paid_eur: null,
  rate: null,
  rate_low: null,
  rate_high: null,
  hidden: 'entitled registered paid entitled_eur paid_eur rate rate_low rate_high',
});

const weeksOf = (row: Row, weeks: readonly number[]): Row[] =>
  weeks.map((week_no) => ({...row, week_no, week_ends_on: '2025-01-31'}));

const figureOf = (
  id: string,
  dimension: string,
  profile: readonly Row[],
  weeks: readonly number[],
): Figure => {
  const context: PageContext = {
    data: {
      profile,
      weekly: profile.flatMap((row) => weeksOf(row, weeks)),
      measures: [{reference_year: year, application_deadline_date: '2026-12-31', hidden: ''}],
    },
    choice: {year, dimension},
    provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
    dimensions: {by_province: 'Provincie', by_category: 'Categorie', by_return: 'Nieuw of terugkerend'},
  };
  return page.figures(context).find((figure) => figure.id === id)!;
};

const everybody = group('by_total', 'Totaal', 20_000, 18_520, 11_920);

describe('a sentence about the groups of a breakdown', () => {
  it('names no group as most or least where none lies clearly beside everybody', () => {
    const profile = [
      everybody,
      group('by_province', 'Antwerpen', 8000, 7400, 4760),
      group('by_province', 'West-Vlaanderen', 5000, 4640, 2990),
    ];
    const registered = figureOf('campagne-groepen', 'by_province', profile, [0, 1]).finding;
    expect(registered).toContain('geen duidelijk verschil');
    expect(registered).not.toContain('Antwerpen');
    expect(figureOf('take-up-groepen', 'by_province', profile, [0]).finding).toContain(
      'geen duidelijk verschil',
    );
  });

  it('names the one that does, on its own side', () => {
    const profile = [
      everybody,
      group('by_province', 'Antwerpen', 8000, 7000, 4000),
      group('by_province', 'West-Vlaanderen', 5000, 4640, 2980),
    ];
    const registered = figureOf('campagne-groepen', 'by_province', profile, [0, 1]).finding;
    expect(registered).toContain('het minst vaak gekend bij Antwerpen (87,5%)');
    expect(registered).not.toContain('West-Vlaanderen');
    const paid = figureOf('take-up-groepen', 'by_province', profile, [0]).finding;
    expect(paid).toContain('het laagst bij Antwerpen (50,0%)');
    expect(paid).not.toContain('getoonde');
  });

  it('is about the shown groups where another is hidden, and about no small group where only its complement is small', () => {
    const profile = [
      everybody,
      group('by_province', 'Antwerpen', 8000, 7000, 4000),
      group('by_province', 'West-Vlaanderen', 5000, 4800, 3500),
      hiddenGroup('by_province', 'Onbekend'),
    ];
    for (const id of ['campagne-groepen', 'take-up-groepen'])
      expect(figureOf(id, 'by_province', profile, [0]).finding).toContain('onder de getoonde groepen');
    const none = [
      everybody,
      hiddenGroup('by_category', 'Werknemer'),
      hiddenGroup('by_category', 'Grensarbeider'),
    ];
    expect(figureOf('take-up-groepen', 'by_category', none, [0]).finding).toMatch(
      /^Geen enkele groep kan getoond/,
    );
  });
});

it('a week of a group that was merged into the next is hidden in the table, and said', () => {
  const profile = [everybody, group('by_province', 'Antwerpen', 8000, 7000, 4000)];
  const {table} = figureOf('campagne-groepen', 'by_province', profile, [-1, 0, 3, 8, 9]);
  const cells = table.rows.map((row) => [
    row.week_no,
    cellText(row, 'registered', 'count'),
    cellText(row, 'week_ends_on', 'day'),
  ]);
  expect(cells).toEqual([
    [0, '7.000', '31/01/2025'],
    [4, 'x', '07/03/2025'],
    [8, '7.000', '31/01/2025'],
  ]);
});

it('a year is open until its deadline, whatever count of who waits is hidden', () => {
  const row = {application_deadline_date: '2026-12-31', waiting: null, hidden: 'waiting'};
  expect([
    isStillOpen(row, '2025-01-31'),
    isStillOpen(row, '2026-12-31'),
    isStillOpen(row, '2027-01-01'),
  ]).toEqual([true, true, false]);
});
