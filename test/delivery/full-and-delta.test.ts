import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import type {TableName} from '../reference/tables.js';
import {openDesk} from './desk.js';
import {type Draft, draft, formats} from './draft.js';
import {goodRows, sourceOf} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

const delta = (table: TableName, rows: readonly Row[], changes: Partial<Draft> = {}): Draft =>
  draft(sourceOf(table), {mode: 'delta', tables: {[table]: {rows}}, ...changes});
const full = (table: TableName, rows: readonly Row[], changes: Partial<Draft> = {}): Draft =>
  delta(table, rows, {mode: 'full', ...changes});
const changed = (rows: readonly Row[], cells: Row): Row[] => rows.map((row) => ({...row, ...cells}));

describe.each(formats)('in %s', (kind) => {
  const take = async (...drafts: Draft[]): Promise<void> => {
    const reports = await desk.load(await Promise.all(drafts.map((d) => desk.write(d, kind))));
    expect(reports.map((r) => r.message ?? r.status)).toEqual(drafts.map(() => 'loaded'));
  };

  it('a full delivery of a year replaces that year and leaves the others', async () => {
    const of2021 = {reference_year: 2021};
    await take(full('persons', goodRows('persons', 9), of2021), full('persons', goodRows('persons', 5)));
    await take(full('persons', goodRows('persons', 3, 4)));
    // the formats share a workspace, and another test of theirs has its own year
    const rows = (await desk.rows('persons')).filter((row) => Number(row['reference_year']) <= 2022);
    expect(rows).toMatchObject([
      ...[1, 2, 3].flatMap((n) => changed(goodRows('persons', 1, n), of2021)),
      ...[4, 5, 6].flatMap((n) => [
        {...goodRows('persons', 1, n)[0]!, reference_year: expect.any(Number)},
        {...goodRows('persons', 1, n)[0]!, reference_year: expect.any(Number)},
      ]),
      ...[7, 8, 9].flatMap((n) => changed(goodRows('persons', 1, n), of2021)),
    ]);
  });

  it('a full delivery of a stream replaces all of it', async () => {
    await take(full('payments', goodRows('payments', 9)));
    await take(full('payments', changed(goodRows('payments', 2), {payment_file: 'new'})));
    expect(await desk.rows('payments')).toMatchObject(
      changed(goodRows('payments', 2), {payment_file: 'new'}),
    );
  });

  it.each(['persons', 'payments'] as const)(
    'a delta of %s adds new keys and replaces known ones',
    async (table) => {
      const rows = goodRows(table, 6);
      const cells: Row = table === 'persons' ? {nis_code: '44021'} : {payment_file: 'again'};
      await take(full(table, rows.slice(0, 4)), delta(table, changed(rows.slice(2, 6), cells)));
      const expected = [...rows.slice(0, 2), ...changed(rows.slice(2), cells)];
      const inYear = (await desk.rows(table)).filter((row) => row['reference_year'] === 2022);
      expect(inYear).toMatchObject(expected);
      // and what the next full delivery does not hold is gone, whoever brought it
      await take(full(table, rows.slice(0, 1)));
      expect((await desk.rows(table)).filter((row) => row['reference_year'] === 2022)).toMatchObject(
        rows.slice(0, 1),
      );
    },
  );

  it('a delta before any full delivery counts, until a full one comes', async () => {
    const year = {reference_year: 2025};
    const rows = goodRows('persons', 3);
    const in2025 = async () => (await desk.rows('persons')).filter((row) => row['reference_year'] === 2025);
    await take(
      delta('persons', rows.slice(0, 2), year),
      delta('persons', changed(rows.slice(1), {sex: 'X'}), year),
    );
    expect(await in2025()).toMatchObject([rows[0], {...rows[1], sex: 'X'}, {...rows[2], sex: 'X'}]);
    await take(full('persons', rows.slice(2), year));
    expect(await in2025()).toMatchObject(rows.slice(2));
    await take(delta('persons', rows.slice(0, 1), {...year, delivered_at: '2001-01-01T00:00:00Z'}));
    expect(await in2025()).toMatchObject([rows[0], rows[2]]);
  });

  it('the same key and version of a dmfa row is replaced row by row and table by table', async () => {
    const [lines, wages, times] = (['employment_lines', 'remunerations', 'services'] as const).map((table) =>
      goodRows(table, 3),
    ) as [Row[], Row[], Row[]];
    const more = changed(wages, {remuneration_code: 5, amount: '10.00'});
    const tables = {
      employment_lines: {rows: lines},
      remunerations: {rows: [...wages, ...more]},
      services: {rows: times},
    };
    await take(draft('dmfa', {tables}));
    await take(delta('employment_lines', changed(lines.slice(1, 2), {worker_code: '015'})));
    expect(await desk.rows('employment_lines')).toMatchObject([
      lines[0],
      {...lines[1], worker_code: '015'},
      lines[2],
    ]);
    // of the other code and of the services of the same line nothing was said again
    await take(delta('remunerations', changed(wages.slice(1, 2), {amount: '-1.00'})));
    const found = await desk.rows('remunerations');
    expect(found).toMatchObject([
      wages[0],
      more[0],
      {...wages[1], amount: '-1.00'},
      more[1],
      wages[2],
      more[2],
    ]);
    expect(await desk.rows('services')).toMatchObject(times);
  });

  it('another version of a line stands beside the first, and an older one replaces nothing', async () => {
    const lines = goodRows('employment_lines', 2);
    const version = (n: number) => changed(lines, {version: n});
    await take(
      draft('dmfa', {
        tables: {employment_lines: {rows: version(2)}, remunerations: {rows: []}, services: {rows: []}},
      }),
    );
    await take(delta('employment_lines', version(3)), delta('employment_lines', version(1)));
    expect(
      (await desk.rows('employment_lines')).map((row) => `${row['person_id']} ${row['version']}`),
    ).toEqual(['P001 1', 'P001 2', 'P001 3', 'P002 1', 'P002 2', 'P002 3']);
  });

  it('a full delivery with one of two tables empties the other', async () => {
    await take(draft('border', {count: 3}));
    await take(full('border_applications', goodRows('border_applications', 2)));
    expect(await desk.rows('border_applications')).toHaveLength(2);
    expect(await desk.rows('border_employments')).toEqual([]);
  });

  it('a row in quarantine replaces nothing', async () => {
    const rows = goodRows('payments', 20);
    await take(full('payments', rows));
    await take(
      delta('payments', [...goodRows('payments', 19, 100), {...rows[4]!, payment_file: 'x', status: '?'}]),
    );
    expect((await desk.rows('payments')).find((row) => row['payment_id'] === 'B5')).toMatchObject(rows[4]!);
  });

  it('a delivery without rows loads: a full one empties, a delta does nothing', async () => {
    await take(full('payments', goodRows('payments', 2)), delta('payments', []));
    expect(await desk.rows('payments')).toHaveLength(2);
    await take(full('payments', []));
    expect(await desk.rows('payments')).toEqual([]);
  });
});

describe('deltas of versions give the same rows in whatever order they arrive', () => {
  const lines = goodRows('employment_lines', 4);
  const tables = (version: number, from: number): Draft['tables'] => ({
    employment_lines: {rows: changed(lines.slice(from), {version, worker_code: `01${version}`})},
    remunerations: {
      rows: changed(goodRows('remunerations', 4).slice(from), {version, amount: `${version}.00`}),
    },
    services: {rows: changed(goodRows('services', 4).slice(from), {version, days: `${version}.00`})},
  });
  const arrivals = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;

  it('employment lines, remunerations and services', async () => {
    const seen = new Set<string>();
    for (const [i, order] of arrivals.entries()) {
      const kind = formats[i % formats.length]!;
      const deltas = [tables(2, 0), tables(3, 1), tables(4, 2)].map((t) =>
        draft('dmfa', {mode: 'delta', tables: t}),
      );
      const start = draft('dmfa', {tables: tables(1, 0)});
      const folders = [start, ...order.map((n) => deltas[n]!)].map((d) => desk.write(d, kind));
      const reports = await desk.load(await Promise.all(folders));
      expect(reports.map((r) => r.message ?? r.status)).toEqual(Array(4).fill('loaded'));
      const rows = [];
      for (const table of ['employment_lines', 'remunerations', 'services'] as const)
        rows.push(await desk.rows(table));
      seen.add(JSON.stringify(rows));
    }
    expect(seen.size).toBe(1);
    expect(JSON.parse([...seen][0]!)[0]).toHaveLength(4 + 4 + 3 + 2);
  });
});
