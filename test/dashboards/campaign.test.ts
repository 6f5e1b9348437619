import {expect, it} from 'vitest';
import {campaignCurves, lately} from '../../dashboards/charts/campaign.js';
import {cellText} from '../../src/site/cells.js';
import type {Row} from '../../src/site/page.js';

const week = (year: number, week_no: number, day: string, registered: number): Row => ({
  reference_year: year,
  week_no,
  week_ends_on: day,
  entitled: 100,
  registered,
  hidden: '',
});

const figure = (weekly: readonly Row[], asOf: string): ReturnType<typeof campaignCurves> =>
  campaignCurves({
    id: 'x',
    title: 'x',
    weekly,
    year: 2022,
    measure: 'registered',
    breaks: new Set(),
    asOf,
  });

it('a line says until which day it runs where that is another day than that of the page', () => {
  const weekly = [
    week(2021, 103, '2024-12-24', 80),
    week(2021, 104, '2024-12-31', 81),
    week(2022, 60, '2025-01-31', 60),
  ];
  const {finding, notes} = figure(weekly, '2025-01-31');
  expect(finding).toContain('Op 31 januari 2025 is van 60,0% van de rechthebbenden');
  expect(notes?.join(' ')).toContain(
    '2021 tot 31 december 2024 en 2022 tot 31 januari 2025. De andere cijfers van deze pagina zijn die van 31 januari 2025',
  );
  expect(figure(weekly.slice(2), '2025-01-31').notes?.join(' ')).not.toContain('De andere cijfers');
});

it('a week that was merged into the next is protected in the table, one that has not come yet is not', () => {
  const {table, notes} = figure(
    // 2021 has no week 1: too few came in it; 2022 is no further than week 1
    [
      week(2021, -1, '2022-11-30', 10),
      week(2021, 0, '2022-12-07', 20),
      week(2021, 2, '2022-12-21', 30),
      week(2022, -1, '2023-11-30', 40),
      week(2022, 0, '2023-12-07', 50),
      week(2022, 1, '2023-12-14', 60),
    ],
    '2023-12-14',
  );
  const cells = table.rows.map((row) => table.columns.map(({key, kind}) => cellText(row, key, kind)));
  expect(cells).toEqual([
    ['vóór de brief', '', '10,0%', '40,0%'],
    ['0', '1', '20,0%', '50,0%'],
    ['1', '2', 'x', '60,0%'],
    ['2', '3', '30,0%', '–'],
  ]);
  expect(notes?.join(' ')).toContain('staat x in de tabel');
});

it('the sentence names as many weeks as the row of its figure', () => {
  const weekly = [
    ...[0, 1, 2].map((n) => week(2021, n, `2022-12-${String(7 + 7 * n).padStart(2, '0')}`, 10 + n)),
    ...[0, 1, 2].map((n) => week(2022, n, `2023-12-${String(7 + 7 * n).padStart(2, '0')}`, 20 + n)),
  ];
  const {finding, table} = figure(weekly, '2023-12-21');
  const told = /Na (\d+) weken campagne was dat ([\d,]+%)/.exec(finding)!;
  const row = table.rows.find((r) => r.weeks_over === told[1])!;
  expect(cellText(row, 'y2022', 'percent')).toBe(told[2]);
});

it('a line with weeks that were left out says that dots run over them', () => {
  const whole = [week(2022, 0, '2023-11-07', 20), week(2022, 1, '2023-11-14', 30)];
  const left = [...whole, week(2022, 4, '2023-12-05', 50)];
  expect(figure(left, '2023-12-05').notes?.join(' ')).toContain('loopt een stippellijn recht');
  expect(figure(whole, '2023-11-14').notes?.join(' ')).not.toContain('stippellijn');
  // two years side by side are no gap in one
  const two = [
    week(2021, 5, '2022-12-06', 40),
    ...whole.map((row) => ({...row, week_no: 9 + Number(row.week_no)})),
  ];
  expect(figure(two, '2023-11-14').notes?.join(' ')).not.toContain('stippellijn');
});

it('what was added lately runs from a week ago or the last day shown before it, and never over the end of the weeks', () => {
  const weekly = [
    week(2022, -1, '2023-11-30', 40),
    week(2022, 0, '2023-12-07', 1040),
    week(2022, 1, '2023-12-14', 1100),
    week(2022, 2, '2023-12-19', 1150),
  ];
  const told = (rows: readonly Row[], asOf: string): string => lately(rows, 2022, 'registered', asOf);
  // a week that runs since five days says nothing of seven
  expect(told(weekly, '2023-12-19')).toBe(', 110 meer dan op 7 december 2023');
  expect(told(weekly.slice(0, 3), '2023-12-14')).toBe(', 60 meer dan op 7 december 2023');
  expect(told([...weekly.slice(0, 3), week(2022, 3, '2023-12-28', 1100)], '2023-12-28')).toBe(
    ', evenveel als op 14 december 2023',
  );
  // before the first letter, and of a campaign whose weeks are over
  expect(told(weekly.slice(0, 2), '2023-12-07')).toBe('');
  expect(told(weekly, '2026-01-01')).toBe('');
});
