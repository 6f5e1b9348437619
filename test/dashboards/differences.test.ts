import {describe, expect, it} from 'vitest';
import {campaignCurves} from '../../dashboards/charts/campaign.js';
import scorebord from '../../dashboards/pages/scorebord.js';
import takeUp from '../../dashboards/pages/take-up.js';
import {percent} from '../../src/format.js';
import {cellText} from '../../src/site/cells.js';
import type {Figure, Page, PageData, Row} from '../../src/site/page.js';

// 90,5% and 87,0%, of which the difference is 3,6 points before anything is rounded
const [one, other] = [0.90549, 0.86951];

const figureOf = (page: Page, id: string, data: PageData): Figure =>
  page
    .figures({
      data,
      choice: {year: 2022, dimension: 'by_total'},
      provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
      dimensions: {},
    })
    .find((figure) => figure.id === id)!;

describe('a difference beside the two figures that it is of is what a reader finds who subtracts them', () => {
  it('between a campaign and the one before', () => {
    const week = (year: number, no: number, share: number): Row => ({
      ...{reference_year: year, week_no: no, week_ends_on: '2025-01-31', hidden: ''},
      ...{entitled: 100_000, registered: share * 100_000},
    });
    const finding = (now: number, before: number): string =>
      campaignCurves({
        ...{id: 'x', title: 'x', year: 2022, measure: 'registered', breaks: new Set<number>()},
        // the week under way is not compared
        weekly: [2021, 2022].flatMap((y) => [8, 9].map((no) => week(y, no, y === 2022 ? now : before))),
        asOf: '2025-01-31',
      }).finding;
    expect(finding(one, other)).toContain('was dat 90,5%, 3,5 procentpunt meer dan even ver');
    expect(finding(other, one)).toContain('was dat 87,0%, 3,5 procentpunt minder dan even ver');
    expect(finding(0.90451, 0.90549)).toContain('was dat 90,5%, evenveel als even ver');
  });

  it('between persons and euro', () => {
    const finding = (persons: number, amount: number): string =>
      figureOf(takeUp, 'maten', {
        measures: [
          {
            ...{reference_year: 2022, registered_takeup: 0.95, application_deadline_date: '2025-12-31'},
            ...{paid_takeup: persons, expenditure_takeup: amount, hidden: ''},
          },
        ],
      }).finding;
    expect(finding(other, one)).toContain('is 87,0% uitbetaald. In euro is dat 90,5%, 3,5 procentpunt meer');
    expect(finding(0.90451, 0.90549)).toContain('In euro is dat evenveel.');
  });

  it('between what the rules did to the cost and what is real: both are the growth', () => {
    const before = 100_000;
    const rule = 30_249;
    for (const real of [-33_901, -33_851, -33_849, -5, 40, 12_345]) {
      const steps = [before, real, 0, rule, 0];
      const {table, finding} = figureOf(takeUp, 'groei', {
        bridge: steps.map((change, step) => ({
          ...{reference_year: 2022, step_no: step, change_eur: change, hidden: ''},
        })),
      });
      const [row] = table.rows;
      const tenths = (key: string): number =>
        Math.round(
          Number(cellText(row!, key, 'percent').replace('−', '-').replace(',', '.').replace('%', '')) * 10,
        );
      expect(tenths('rule') + tenths('real')).toBe(tenths('growth'));
      expect(finding).toContain(`de kost met ${percent(Math.abs(Number(row!.growth)))}: `);
    }
  });

  it('between a year on the board and the year before, also for whether it is the published share', () => {
    const line = (year: number, no: number, name: string, value: number): Row => ({
      ...{reference_year: year, line_no: no, line: name, label: name, value, is_in_force: true, hidden: ''},
    });
    const board = [
      line(2021, 1, 'employees_received', 100_000),
      line(2021, 2, 'employees_to_calculate', 86_951),
      line(2022, 1, 'employees_received', 100_000),
      line(2022, 2, 'employees_to_calculate', 90_549),
    ];
    const row = (rows: Figure): Row =>
      rows.table.rows.find(({label}) => label === 'Te berekenen, van wat ontvangen is')!;
    expect(row(figureOf(scorebord, 'normen', {board}))).toMatchObject({change: '3,5 procentpunt hoger'});
    const still = board.map((r) => (r.value === 86_951 ? {...r, value: 90_451} : r));
    expect(row(figureOf(scorebord, 'normen', {board: still}))).toMatchObject({change: 'even hoog'});
    // 90,5% here and 90,0% there: half a point, which counts as the same
    const published = (name: string, value: number, base: string): Row => ({
      ...{reference_year: 2022, line_no: 1, line: name, base_line: base, published_value: value},
      ...{published_in: 'verslag', cause: '', hidden: ''},
    });
    const {table} = figureOf(scorebord, 'gepubliceerd', {
      board,
      outside: [
        published('employees_received', 100_000, ''),
        published('employees_to_calculate', 89_996, 'employees_received'),
      ],
    });
    expect(table.rows[1]).toMatchObject({verdict: 'stemt overeen'});
  });
});
