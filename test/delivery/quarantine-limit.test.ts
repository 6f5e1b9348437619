import {afterAll, describe, expect, it} from 'vitest';
import {countsOf, openDesk} from './desk.js';
import {draft, kinds} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

/** A delivery of persons of which the first so many are bad. */
const persons = (bad: number, all: number) =>
  draft('persons', {
    tables: {persons: {rows: goodRows('persons', all).map((row, i) => (i < bad ? {...row, sex: '?'} : row))}},
  });

describe.each(kinds)('in %s', (kind) => {
  it('5 % of a table may go to quarantine, one row more refuses the delivery', async () => {
    expect(countsOf(await desk.take(persons(5, 100), kind))).toEqual({persons: '100 = 95 + 5'});
    await desk.refuse(await desk.write(persons(6, 100), kind), {says: ['persons.', '6', '100', /\b5 %/]});
  });

  it('the share counts by table, not by delivery', async () => {
    const applications = goodRows('border_applications', 100);
    const employments = goodRows('border_employments', 10).map((row, i) =>
      i === 0 ? {...row, country: '?'} : row,
    );
    const tables = {border_applications: {rows: applications}, border_employments: {rows: employments}};
    await desk.refuse(await desk.write(draft('border', {tables}), kind), {says: ['border_employments.']});
  });
});

describe('--max-quarantine', () => {
  it('0 refuses at the first bad row and takes a table without one', async () => {
    const folder = await desk.write(persons(1, 1000));
    await desk.refuse(folder, {says: ['persons.csv'], maxQuarantinePercent: 0});
    expect((await desk.take(persons(0, 10), 'csv lf', 0)).status).toBe('loaded');
    expect((await desk.take(draft('persons', {count: 0}), 'csv lf', 0)).status).toBe('loaded');
  });

  it('100 takes a table of which nothing is good', async () => {
    expect(countsOf(await desk.take(persons(7, 7), 'csv lf', 100))).toEqual({persons: '7 = 0 + 7'});
    expect(await desk.rows('persons')).toEqual([]);
  });

  it.each([
    [1, 3, 33.4],
    [1, 8, 12.5],
    [29, 100, 29],
    [57, 100, 57],
    [7, 1000, 0.7],
    [9, 1000, 0.9],
    [41, 1000, 4.1],
    [11, 10_000, 0.11],
    [29, 10_000, 0.29],
    [57, 10_000, 0.57],
  ])('%i of %i rows are not more than %d %', async (bad, all, percent) => {
    const report = await desk.take(persons(bad, all), 'csv lf', percent);
    expect([report.message, report.status]).toEqual([undefined, 'loaded']);
  });

  it.each([
    [1, 3, 33.3],
    [1, 8, 12.49],
    [30, 100, 29],
    [8, 1000, 0.7],
    [58, 10_000, 0.57],
  ])('%i of %i rows are more than %d %', async (bad, all, percent) => {
    const report = await desk.take(persons(bad, all), 'csv lf', percent);
    expect(report.status).toBe('refused');
  });
});
