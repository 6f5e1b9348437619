import {expect, it} from 'vitest';
import {campaignCurves} from '../../dashboards/charts/campaign.js';
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
    '2021 tot 31 december 2024 en 2022 tot 31 januari 2025. De cijfers die geen lijn zijn, staan op 31 januari 2025',
  );
  expect(figure(weekly.slice(2), '2025-01-31').notes?.join(' ')).not.toContain('geen lijn');
});
