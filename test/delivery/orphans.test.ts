import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import {openDesk} from './desk.js';
import {type Draft, draft, formats} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

const lines = (count: number, from = 1) => ({
  employment_lines: {rows: goodRows('employment_lines', count, from)},
});
const wages = (count: number, from = 1) => ({remunerations: {rows: goodRows('remunerations', count, from)}});
const times = (count: number, from = 1) => ({services: {rows: goodRows('services', count, from)}});
const spoil = (rows: readonly Row[], n: number, cells: Row): Row[] =>
  rows.map((row, i) => (i === n - 1 ? {...row, ...cells} : row));

describe.each(formats)('in %s', (kind) => {
  /** Load a delivery and say which of its rows are orphans. */
  const orphans = async (delivery: Draft): Promise<string[]> => {
    const report = await desk.take(delivery, kind, 100);
    expect([report.status, report.message]).toEqual(['loaded', undefined]);
    const found = await desk.quarantine(delivery.delivery_id);
    return found.filter((q) => q.reason === 'orphan').map((q) => `${q.table} ${q.row}`);
  };

  it('children of a line that itself goes to quarantine are orphans', async () => {
    const rows = spoil(spoil(goodRows('employment_lines', 20), 4, {contract_type: 7}), 9, {
      worker_code: null,
    });
    const found = await orphans(
      draft('dmfa', {tables: {employment_lines: {rows}, ...wages(20), ...times(20)}}),
    );
    expect(found).toEqual(['remunerations 4', 'remunerations 9', 'services 4', 'services 9']);
  });

  it('but not children of a line of which the first delivered row stays', async () => {
    const rows = [...goodRows('employment_lines', 20), goodRows('employment_lines', 1, 4)[0]!];
    expect(
      await orphans(draft('dmfa', {tables: {employment_lines: {rows}, ...wages(20), ...times(20)}})),
    ).toEqual([]);
  });

  it('employments of an application that goes to quarantine are orphans', async () => {
    const rows = spoil(goodRows('border_applications', 20), 5, {filed_on: null});
    const employments = {border_employments: {rows: goodRows('border_employments', 20)}};
    const found = await orphans(draft('border', {tables: {border_applications: {rows}, ...employments}}));
    expect(found).toEqual(['border_employments 5']);
  });

  it('a full delivery does not look at what was loaded before', async () => {
    await desk.take(draft('dmfa', {count: 21}), kind);
    const found = await orphans(draft('dmfa', {tables: {...lines(20), ...wages(21), ...times(21)}}));
    expect(found).toEqual(['remunerations 21', 'services 21']);
  });

  it('a delta looks at what was loaded before as well as at what it brings', async () => {
    await desk.take(draft('dmfa'), kind);
    const codes = goodRows('remunerations', 22).map((row) => ({...row, remuneration_code: 2}));
    const tables = {...lines(1, 21), remunerations: {rows: codes}};
    expect(await orphans(draft('dmfa', {mode: 'delta', tables}))).toEqual(['remunerations 22']);
    // what the delta brought is there for the next one
    expect(await orphans(draft('dmfa', {mode: 'delta', tables: times(22)}))).toEqual(['services 22']);
  });

  it('a delta whose own line goes to quarantine still finds the line that was loaded', async () => {
    await desk.take(draft('dmfa'), kind);
    const rows = spoil(goodRows('employment_lines', 21), 3, {contract_type: 7});
    const tables = {
      employment_lines: {rows: [...rows, {...rows[20]!, line_no: 2, contract_type: 7}]},
      ...times(21),
    };
    const more = {...goodRows('services', 1, 21)[0]!, line_no: 2};
    const delta = draft('dmfa', {
      mode: 'delta',
      tables: {...tables, services: {rows: [...times(21).services.rows, more]}},
    });
    expect(await orphans(delta)).toEqual(['services 22']);
  });

  it('a delta does not look at another year, nor at lines that a full delivery has replaced', async () => {
    const year2021 = (rows: Row[]) => rows.map((row) => ({...row, quarter: 20_211}));
    const other = {employment_lines: {rows: year2021(goodRows('employment_lines', 20))}};
    await desk.take(draft('dmfa', {reference_year: 2021, mode: 'delta', tables: other}), kind);
    await desk.take(draft('dmfa', {count: 20}), kind);
    await desk.take(draft('dmfa', {count: 18}), kind);
    const found = await orphans(draft('dmfa', {mode: 'delta', tables: times(20)}));
    expect(found).toEqual(['services 19', 'services 20']);
    const late = {services: {rows: year2021(goodRows('services', 21))}};
    expect(await orphans(draft('dmfa', {reference_year: 2021, mode: 'delta', tables: late}))).toEqual([
      'services 21',
    ]);
  });

  it('a child belongs to the line of its own version', async () => {
    const rows = goodRows('employment_lines', 20).map((row) => ({...row, version: 2}));
    const tables = {employment_lines: {rows}, ...wages(1), ...times(0)};
    const mixed = {...tables, services: {rows: spoil(goodRows('services', 2), 2, {version: 2})}};
    const found = await orphans(draft('dmfa', {tables: mixed}));
    expect(found).toEqual(['remunerations 1', 'services 1']);
  });
});
