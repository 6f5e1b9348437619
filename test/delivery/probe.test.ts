import {expect, it, afterAll} from 'vitest';
import {Desk, countsOf} from './desk.js';
import {draft, kinds} from './draft.js';
import {SOURCES, type Source, type TableName} from '../reference/tables.js';
const desk = new Desk();
afterAll(() => desk.clear());
it.each(kinds)('loads all in %s', async (kind) => {
  const d = new Desk();
  const folders = [];
  let t0 = performance.now();
  for (const s of Object.keys(SOURCES) as Source[]) folders.push(await d.write(draft(s), kind));
  let t1 = performance.now();
  const reports = await d.load(folders);
  let t2 = performance.now();
  console.log(kind, 'write', t1 - t0, 'load', t2 - t1, reports.filter(r => r.status !== 'loaded' || r.tables.some(t=>t.quarantined)));
  const p = await d.tables();
  console.log('photo', performance.now() - t2);
  d.clear();
});
it('refusal', async () => {
  let t0 = performance.now();
  for (let i = 0; i < 5; i++) {
  const f = await desk.write(draft('dmfa'), 'parquet', {bytes: (b, t) => t === 'services' ? b.subarray(0, 200) : b});
  console.log(await desk.refuse(f, []), performance.now() - t0);
  t0 = performance.now();
  }
});
