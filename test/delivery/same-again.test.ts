import {cpSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {openDesk} from './desk.js';
import {draft, kinds, type Manifest} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

const again = async (folder: string): Promise<void> => {
  const before = desk.photo();
  const reports = await desk.load([folder]);
  expect(reports).toEqual([{deliveryId: expect.any(String), status: 'already_loaded', tables: []}]);
  expect(desk.photo()).toBe(before);
};

describe.each(kinds)('a delivery in %s that comes again', (kind) => {
  it('changes nothing: after it was loaded, after a delta, after it was replaced, and twice on one line', async () => {
    const folder = await desk.write(draft('border'), kind);
    const reports = await desk.load([folder, folder]);
    expect(reports.map((r) => r.status)).toEqual(['loaded', 'already_loaded']);
    await again(folder);
    await desk.take(draft('border', {mode: 'delta', count: 3}), kind);
    await again(folder);
    await desk.take(draft('border', {count: 2}), kind);
    await again(folder);
    expect(await desk.rows('border_applications')).toHaveLength(2);
  });

  it('is refused when a file no longer has the hash that the manifest gives', async () => {
    const first = draft('plus');
    await desk.take(first, kind);
    const other = {...first, tables: {...first.tables, starters: {rows: goodRows('starters', 19)}}};
    const changed = await desk.write(other, kind);
    const file = `starters.${kind.split(' ')[0]}`;
    const folder = await desk.write(first, kind, {
      folder: (path) => cpSync(join(changed, file), join(path, file)),
    });
    await desk.refuse(folder, {says: [file, /SHA-256/i]});
  });

  it('is refused under its id with other rows', async () => {
    const first = draft('payments');
    await desk.take(first, kind);
    const other = {...first, tables: {payments: {rows: goodRows('payments', 20, 2)}}};
    await desk.refuse(await desk.write(other, kind), {says: ['delivery_id', first.delivery_id]});
  });
});

describe('under the id of a loaded delivery', () => {
  it('the same hashes are the same delivery, whatever else the manifest says or the files are called', async () => {
    const first = draft('persons');
    await desk.take(first);
    const folder = await desk.write({...first, delivered_at: '2020-01-01T00:00:00Z'}, 'csv lf', {
      folder: (path) => renameSync(join(path, 'persons.csv'), join(path, 'other.csv')),
      manifest: (m) => ({...m, tables: m.tables.map((t) => ({...t, file: 'other.csv'}))}),
    });
    await again(folder);
  });

  it('the same rows in another format are other content', async () => {
    const first = draft('persons');
    await desk.take(first, 'parquet');
    await desk.refuse(await desk.write(first, 'csv lf'), {says: ['delivery_id', first.delivery_id]});
  });

  // the contract says "with other content": here the bytes are the same and what they are said to be is not
  it.each([
    ['another year', {reference_year: 2021}],
    ['another mode', {mode: 'delta'}],
  ])('the same files for %s are refused', async (_, fields) => {
    const first = draft('plus', {tables: {starters: {rows: []}}});
    await desk.take(first);
    const folder = await desk.write(first, 'csv lf', {manifest: (m: Manifest) => ({...m, ...fields})});
    await desk.refuse(folder, {says: ['delivery_id', first.delivery_id]});
  });

  it('a table more or a table less is other content', async () => {
    const first = draft('border');
    await desk.take(first);
    const folder = await desk.write(first, 'csv lf', {
      manifest: (m) => ({...m, tables: m.tables.slice(0, 1)}),
    });
    await desk.refuse(folder, {says: ['delivery_id', first.delivery_id]});
  });

  it('a delivery that was refused may come again, mended', async () => {
    const first = draft('complaints');
    const folder = await desk.write(first);
    const good = readFileSync(join(folder, 'complaints.csv'));
    writeFileSync(join(folder, 'complaints.csv'), 'x');
    await desk.refuse(folder, {says: ['complaints.csv']});
    writeFileSync(join(folder, 'complaints.csv'), good);
    expect((await desk.load([folder]))[0]!.status).toBe('loaded');
  });
});
