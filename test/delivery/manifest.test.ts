import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {STREAM_SOURCES, YEAR_SOURCES} from '../reference/tables.js';
import {countsOf, openDesk} from './desk.js';
import {draft, type Manifest} from './draft.js';
import {nationalNumber} from './personal-numbers.js';

const desk = openDesk();
afterAll(() => desk.clear());

/** A good manifest with a change. */
const changed = (fields: object) => (manifest: Manifest) => ({...manifest, ...fields});
const changedTable = (fields: object) => (manifest: Manifest) => ({
  ...manifest,
  tables: manifest.tables.map((table, i) => (i === 0 ? {...table, ...fields} : table)),
});
const without = (field: string) => (manifest: Manifest) =>
  Object.fromEntries(Object.entries(manifest).filter(([name]) => name !== field));

describe('a delivery without a manifest that can be read is refused:', () => {
  it('a folder that does not exist', async () => {
    await desk.refuse(join(desk.folder, 'nowhere'), {says: ['nowhere', 'manifest.json']});
  });

  it('a folder without a manifest', async () => {
    mkdirSync(join(desk.folder, 'bare'));
    await desk.refuse(join(desk.folder, 'bare'), {says: ['bare', 'manifest.json']});
  });

  it('a file in the place of a folder', async () => {
    writeFileSync(join(desk.folder, 'file.csv'), 'person_id\nP001\n');
    await desk.refuse(join(desk.folder, 'file.csv'), {says: ['file.csv', 'manifest.json']});
  });

  it('a folder in the place of the manifest', async () => {
    const folder = await desk.write(draft('persons'), 'csv lf', {
      folder: (path) => {
        rmSync(join(path, 'manifest.json'));
        mkdirSync(join(path, 'manifest.json'));
      },
    });
    await desk.refuse(folder, {says: ['manifest.json']});
  });

  it.each(['', '{', 'null', '[]', '7', '"text"', '{}', "{'delivery_id': 1}"])(
    'the manifest %j',
    async (text) => {
      const folder = await desk.write(draft('persons'), 'csv lf', {manifest: () => text});
      await desk.refuse(folder, {says: ['manifest.json']});
    },
  );
});

describe('what a manifest has wrong is told with what would be right:', () => {
  it.each([
    [without('mode'), 'mode is missing; expected "full" or "delta"'],
    [changed({mode: 'Full'}), 'mode is wrong; expected "full" or "delta"'],
    [
      changed({delivered_at: '2024-01-15T06:00:00'}),
      'delivered_at is wrong; expected an instant with its zone',
    ],
    [changed({tables: []}), 'tables is wrong; expected a list of at least one table'],
    [
      changed({tables: ['persons']}),
      'tables.0 is wrong; expected an object with name, file, rows and sha256',
    ],
    [changedTable({rows: -1}), 'tables.0.rows is wrong; expected a whole number, 0 or more'],
    [changed({reference_year: '2022'}), 'reference_year is wrong; expected a whole number from 2000 to 2100'],
    [changed({source: 'kbo'}), 'source "kbo" is unknown; expected one of advice, border, budget'],
    [changedTable({name: 'people'}), 'table "people" is unknown in persons; expected one of persons'],
    [() => [], 'expected an object that names the delivery and its tables'],
  ])('%#', async (change, sentence) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: change as never});
    await desk.refuse(folder, {says: [`manifest.json: ${sentence}`]});
  });

  it('a number of a person as its id, which is not repeated', async () => {
    for (const delivery_id of [nationalNumber('850730', 19), 'BE68 5390 0754 7034']) {
      const folder = await desk.write(draft('persons'), 'csv lf', {manifest: changed({delivery_id})});
      const report = await desk.refuse(folder, {
        says: ['delivery_id is a national number or an account number'],
      });
      expect(JSON.stringify(report)).not.toContain(delivery_id);
    }
  });

  it.each([nationalNumber('850730', 19), 'BE68 5390 0754 7034'])(
    'and never the number of a person or an account, wherever it stands',
    async (number) => {
      const masked = 'that is the number of a person or an account is unknown';
      for (const [change, sentence] of [
        [changed({source: number}), `source ${masked}`],
        [changedTable({name: number}), `table ${masked}`],
        [changedTable({file: `${number}.csv`}), '/… is missing'],
        [changedTable({file: `../${number}`}), 'file "../…" leaves'],
      ] as const) {
        const folder = await desk.write(draft('persons'), 'csv lf', {manifest: change as never});
        await desk.refuse(folder, {says: [sentence], secrets: [number]});
      }
    },
  );

  it('a pipe in its place, which would never end', async () => {
    const folder = await desk.write(draft('persons'), 'csv lf', {
      folder: (path) => {
        rmSync(join(path, 'manifest.json'));
        execFileSync('mkfifo', [join(path, 'manifest.json')]);
      },
    });
    await desk.refuse(folder, {says: ['manifest.json is not a file']});
  });
});

describe('each field of the manifest is required:', () => {
  it.each(['delivery_id', 'source', 'delivered_at', 'mode', 'tables'])('%s', async (field) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: without(field)});
    await desk.refuse(folder, {says: ['manifest.json', field]});
  });

  it.each(['name', 'file', 'rows', 'sha256'])('%s of a table', async (field) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {
      manifest: changedTable({[field]: undefined}),
    });
    await desk.refuse(folder, {says: ['manifest.json', field]});
  });

  it.each(YEAR_SOURCES)('reference_year of %s, which is delivered by year', async (source) => {
    const folder = await desk.write(draft(source), 'csv lf', {manifest: without('reference_year')});
    await desk.refuse(folder, {says: ['manifest.json', 'reference_year', source]});
  });

  it.each(STREAM_SOURCES)('but no reference_year for %s, which is a stream', async (source) => {
    const folder = await desk.write(draft(source), 'csv lf', {manifest: changed({reference_year: 2022})});
    await desk.refuse(folder, {says: ['manifest.json', 'reference_year', source]});
  });
});

describe('a field that is not what it should be refuses the delivery:', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ...[7, '', null, ['a']].map((value) => ['delivery_id', value] as const),
    ...[7, '', 'dmfaa', 'DMFA', 'employment_lines'].map((value) => ['source', value] as const),
    ...['2022', 2022.5, null, 20_221].map((value) => ['reference_year', value] as const),
    ...[
      '2023-10-16',
      '2023-10-16T06:00:00',
      '2023-02-30T06:00:00Z',
      '16/10/2023 06:00',
      1_697_436_000,
      'yesterday',
    ].map((value) => ['delivered_at', value] as const),
    ...['', 'FULL', 'partial', null].map((value) => ['mode', value] as const),
    ...[{}, 'persons', null].map((value) => ['tables', value] as const),
  ];
  it.each(wrong)('%s %j', async (field, value) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: changed({[field]: value})});
    await desk.refuse(folder, {says: ['manifest.json', field]});
  });

  const wrongInTable: readonly (readonly [string, unknown])[] = [
    ...[-1, 20.5, '20', null].map((value) => ['rows', value] as const),
    ...['', 'abc', 'z'.repeat(64), 7].map((value) => ['sha256', value] as const),
    ...['', 7, null].map((value) => ['file', value] as const),
    ...[7, null].map((value) => ['name', value] as const),
  ];
  it.each(wrongInTable)('%s %j of a table', async (field, value) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: changedTable({[field]: value})});
    await desk.refuse(folder, {says: ['manifest.json', field]});
  });
});

describe('tables that a source does not deliver so are refused:', () => {
  it.each(['people', 'Persons', 'services', ''])('table %j of source persons', async (name) => {
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: changedTable({name})});
    await desk.refuse(folder, {says: ['manifest.json', 'table', name]});
  });

  it('a table named twice, with one file', async () => {
    const twice = (m: Manifest) => ({...m, tables: [m.tables[0], m.tables[0]]});
    const folder = await desk.write(draft('persons'), 'csv lf', {manifest: twice});
    await desk.refuse(folder, {says: ['manifest.json', 'persons', 'twice']});
  });

  it('a table named twice, with two files', async () => {
    const folder = await desk.write(draft('persons'), 'csv lf', {
      folder: (path) => cpSync(join(path, 'persons.csv'), join(path, 'more.csv')),
      manifest: (m) => ({...m, tables: [m.tables[0], {...m.tables[0], file: 'more.csv'}]}),
    });
    await desk.refuse(folder, {says: ['manifest.json', 'persons', 'twice']});
  });

  it.each(['employment_lines', 'remunerations', 'services'])(
    'a full dmfa delivery without %s',
    async (table) => {
      const folder = await desk.write(draft('dmfa'), 'csv lf', {
        manifest: (m) => ({...m, tables: m.tables.filter(({name}) => name !== table)}),
      });
      await desk.refuse(folder, {says: ['manifest.json', table, 'full']});
    },
  );
});

describe('what the contract leaves to the supplier is accepted:', () => {
  it('a delta of dmfa with fewer tables, and a full delivery of border with one', async () => {
    const {employment_lines: lines} = draft('dmfa', {count: 3}).tables;
    const {border_applications: applications} = draft('border', {count: 3}).tables;
    const delta = draft('dmfa', {mode: 'delta', tables: {employment_lines: lines!}});
    expect(countsOf(await desk.take(delta))).toEqual({employment_lines: '3 = 3 + 0'});
    const full = draft('border', {tables: {border_applications: applications!}});
    expect(countsOf(await desk.take(full))).toEqual({border_applications: '3 = 3 + 0'});
  });

  it('tables in any order, the children first', async () => {
    const folder = await desk.write(draft('dmfa', {reference_year: 2022}), 'csv lf', {
      manifest: (m) => ({...m, tables: m.tables.toReversed()}),
    });
    const [report] = await desk.load([folder]);
    expect(Object.values(countsOf(report!))).toEqual(Array(3).fill('20 = 20 + 0'));
  });

  it('a hash in capitals', async () => {
    const folder = await desk.write(draft('persons'), 'csv lf', {
      manifest: (m) => ({...m, tables: m.tables.map((t) => ({...t, sha256: t.sha256.toUpperCase()}))}),
    });
    expect((await desk.load([folder]))[0]!.status).toBe('loaded');
  });

  it.each([
    '2023-10-16T08:00:00+02:00',
    '2023-10-16T06:00:00.123Z',
    '2023-10-16T06:00:00.123456789Z',
    '2023-10-16T06:00Z',
    '2023-10-16T06:00:00+14:00',
    '2023-10-16T06:00:00-12:00',
    '2023-10-16T06:00:00+18:00',
    '2023-10-16T06:00:00+23:59',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ])('delivered_at %s never breaks a load', async (delivered_at) => {
    const report = await desk.take(draft('persons', {mode: 'delta', delivered_at}));
    expect(report.status).toMatch(/^(loaded|refused)$/);
  });

  it.each(["it's", 'a"b', 'één', 'x'.repeat(200), '../up', 'a;drop table ws.deliveries', 'nul\u0000'])(
    'delivery_id %j never breaks a load',
    async (delivery_id) => {
      const folder = await desk.write(
        {...draft('persons', {mode: 'delta'}), delivery_id},
        'csv lf',
        {},
        'odd',
      );
      const [report] = await desk.load([folder]);
      expect(report!.status).toMatch(/^(loaded|refused)$/);
      expect(report!.deliveryId).toBe(delivery_id);
    },
  );
});
