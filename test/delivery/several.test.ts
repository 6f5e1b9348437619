import {afterAll, beforeAll, expect, it} from 'vitest';
import type {LoadedDelivery} from '../../src/delivery/load.js';
import {openDesk} from './desk.js';
import {type Draft, draft, kinds} from './draft.js';
import {goodRows} from './good-rows.js';
import {nationalNumber} from './personal-numbers.js';

const desk = openDesk();
afterAll(() => desk.clear());

const spoilt = (): Draft => {
  const good = draft('dmfa');
  const rows = goodRows('services', 20).with(19, {
    ...goodRows('services', 1)[0]!,
    employer_id: nationalNumber('850730', 19),
  });
  return {...good, tables: {...good.tables, services: {rows}}};
};

let drafts: Draft[];
let reports: LoadedDelivery[];
beforeAll(async () => {
  const first = [
    draft('persons'),
    draft('dmfa'),
    draft('dmfa', {mode: 'delta', count: 2}),
    draft('payments'),
  ];
  drafts = [...first, spoilt(), draft('advice'), draft('campaigns')];
  const folders = await Promise.all(drafts.map((d, i) => desk.write(d, kinds[i % kinds.length])));
  reports = await desk.load(folders);
});

it('several deliveries load in the order of the command line and stop at the first that is refused', () => {
  expect(reports.map((r) => [r.deliveryId, r.status])).toEqual([
    ...drafts.slice(0, 4).map((d) => [d.delivery_id, 'loaded']),
    [drafts[4]!.delivery_id, 'refused'],
  ]);
});

it('those before the refusal stay', async () => {
  const loaded = await desk.ask('select delivery_id from ws.deliveries order by load_seq');
  expect(loaded.map((row) => row['delivery_id'])).toEqual(drafts.slice(0, 4).map((d) => d.delivery_id));
  for (const [table, count] of [
    ['persons', 20],
    ['employment_lines', 20],
    ['services', 20],
    ['payments', 20],
  ] as const)
    expect(await desk.rows(table)).toHaveLength(count);
});

it('of the refused delivery and those after it nothing is there', async () => {
  for (const table of ['advices', 'campaigns'] as const) expect(await desk.rows(table)).toEqual([]);
  const files = await desk.ask('select count(*)::integer as n from ws.delivery_tables');
  const stored = desk
    .photo()
    .split('\n')
    .filter((line) => line.startsWith('store/'));
  expect(stored).toHaveLength(files[0]!['n'] as number);
});

it('a refused first delivery of a source leaves nothing in the store, not even a folder', async () => {
  const fresh = openDesk();
  const [report] = await fresh.load([await fresh.write(spoilt(), 'parquet')]);
  expect(report!.status).toBe('refused');
  expect(fresh.files()).toEqual([]);
  await fresh.clear();
});

it('the same line, with the bad delivery mended, loads what is left', async () => {
  const mended = drafts.with(4, draft('dmfa'));
  const folders = await Promise.all(mended.map((d, i) => desk.write(d, kinds[i % kinds.length])));
  const statuses = (await desk.load(folders)).map((r) => r.status);
  expect(statuses).toEqual([...Array(4).fill('already_loaded'), 'loaded', 'loaded', 'loaded']);
});
