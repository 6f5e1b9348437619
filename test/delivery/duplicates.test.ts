import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {LoadedDelivery} from '../../src/delivery/load.js';
import type {Row} from '../reference/rows.js';
import {SHAPES, SOURCES, type Source, type TableName} from '../reference/tables.js';
import {nullable} from './bad-cells.js';
import {openDesk} from './desk.js';
import {csvKinds, draft, kinds} from './draft.js';
import {goodRows} from './good-rows.js';

const sources = Object.keys(SOURCES) as Source[];

/** Something wrong that leaves the key as it is. */
function spoilt(table: TableName): Row {
  if (table === 'services') return {days: null, hours: null};
  if (table === 'persons') return {sex: 'Q'};
  if (table === 'registrations') return {channel: 'web'};
  const {key, columns} = SHAPES[table];
  return {[Object.keys(columns).find((c) => !key.includes(c) && !nullable[table].includes(c))!]: null};
}

/** Another row under the key of this one. */
function underKey(table: TableName, n: number, otherwise: number): Row {
  const key = Object.fromEntries(SHAPES[table].key.map((part) => [part, goodRows(table, 1, n)[0]![part]!]));
  return {...goodRows(table, 1, otherwise)[0]!, ...key};
}

/** 20 good rows from row 2 on; before and after them rows with the keys of the rows of P001, P002 and P003. */
function sheet(table: TableName) {
  const bad = {...underKey(table, 1, 1), ...spoilt(table)};
  const again = [
    underKey(table, 1, 7),
    underKey(table, 2, 8),
    underKey(table, 1, 9),
    {...bad},
    underKey(table, 3, 4),
  ];
  return {rows: [bad, ...goodRows(table, 20), ...again]};
}

describe.each(kinds)('of rows with one key the first good one stays, in %s:', (kind) => {
  const desk = openDesk();
  const drafts = sources.map((source) =>
    draft(source, {tables: Object.fromEntries(SOURCES[source].map((table) => [table, sheet(table)]))}),
  );
  let reports: LoadedDelivery[];
  beforeAll(async () => {
    reports = await desk.load(await Promise.all(drafts.map((d) => desk.write(d, kind))), 100);
  });
  afterAll(() => desk.clear());

  it.each(sources)('%s', async (source) => {
    const i = sources.indexOf(source);
    expect([reports[i]!.status, reports[i]!.message]).toEqual(['loaded', undefined]);
    const found = await desk.quarantine(drafts[i]!.delivery_id);
    for (const table of SOURCES[source]) {
      const numbers = (isDuplicate: boolean) =>
        found
          .filter((q) => q.table === table && (q.reason === 'duplicate_key') === isDuplicate)
          .map(({row}) => row);
      expect([table, numbers(true)]).toEqual([table, [22, 23, 24, 26]]);
      expect([table, numbers(false)]).toEqual([table, [1, 25]]);
      const key = (row: Row): string => SHAPES[table].key.map((part) => row[part]).join();
      const rows = new Map((await desk.rows(table)).map((row) => [key(row), row]));
      expect(rows.size).toBe(20);
      for (const good of goodRows(table, 20)) expect(rows.get(key(good))).toMatchObject(good);
    }
  });

  it('also thousands of rows apart', async () => {
    const rows = [...goodRows('credits', 5000), underKey('credits', 1, 2), underKey('credits', 4999, 3)];
    const far = draft('budget', {tables: {credits: {rows}}});
    await desk.take(far, kind);
    const found = await desk.quarantine(far.delivery_id);
    expect(found.map(({row, reason, key}) => [row, reason, key])).toEqual([
      [5001, 'duplicate_key', 'C1'],
      [5002, 'duplicate_key', 'C4999'],
    ]);
  });
});

describe.each(csvKinds)('keys are compared by what they say, not by how it is written, in %s:', (kind) => {
  const desk = openDesk();
  afterAll(() => desk.clear());

  it('one instant in two time zones, one number with and without a zero', async () => {
    const person = goodRows('registrations', 1)[0]!;
    const at = [
      '2023-01-01T10:00:00Z',
      '2023-01-01T11:00:00+01:00',
      '2023-01-01 10:00:00.000Z',
      '2023-01-01T10:00:01Z',
    ];
    const registrations = at.map((registered_at) => ({...person, registered_at}));
    const stream = draft('registrations', {tables: {registrations: {rows: registrations}}});
    await desk.take(stream, kind, 100);
    expect((await desk.quarantine(stream.delivery_id)).map(({row}) => row)).toEqual([2, 3]);

    const one = goodRows('de_minimis_declarations', 1)[0]!;
    const rows = ['2', '02', '1'].map((instalment) => ({...one, instalment}));
    const plus = draft('plus', {tables: {de_minimis_declarations: {rows}}});
    await desk.take(plus, kind, 100);
    expect((await desk.quarantine(plus.delivery_id)).map(({row}) => row)).toEqual([2]);
  });

  it('but letters in capitals are other letters', async () => {
    const rows = ['b1', 'B1', 'B1 ', ' B1', 'é', 'e\u0301'].map((payment_id, i) => ({
      ...goodRows('payments', 1, i + 1)[0]!,
      payment_id,
    }));
    const report = await desk.take(draft('payments', {tables: {payments: {rows}}}), kind);
    expect(report.tables[0]?.loaded).toBe(rows.length);
  });
});
