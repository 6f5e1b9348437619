import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {openWorkspace, scratchFolder} from '../../src/db/workspace.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-open-'));
const home = join(folder, 'workspace');
beforeAll(async () => (await openWorkspace(home, {mode: 'create'})).close());
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('of two that open a workspace for writing at once, one is told that it is open', async () => {
  const both = await Promise.allSettled([1, 2].map(() => openWorkspace(home, {mode: 'write'})));
  const [opened, refused] = both.toSorted((a, b) => (a.status < b.status ? -1 : 1));
  expect(refused).toMatchObject({status: 'rejected', reason: {code: 'WORKSPACE_BUSY'}});
  if (opened?.status === 'fulfilled') opened.value.close();
  (await openWorkspace(home, {mode: 'write'})).close();
});

const sorted =
  'select sum(place) from (select row_number() over (order by hash(i), i) as place from range(4000000) as t(i))';

it('a reader that closes leaves what another one spilled, and the next writer what was left behind', async () => {
  const memory = {mode: 'read', memoryMegabytes: 30, threads: 1} as const;
  const one = await openWorkspace(home, memory);
  const sorting = one.value<number>(sorted);
  for (let i = 0; i < 20; i++) (await openWorkspace(home, memory)).close();
  expect(await sorting).toBe(8_000_002_000_000);
  one.close();
  for (const use of ['plan', 'spill'] as const) mkdirSync(scratchFolder(home, use));
  mkdirSync(join(home, 'plan-2022'));
  const writer = await openWorkspace(home, {mode: 'write', memoryMegabytes: 30, threads: 1});
  expect(await writer.value<number>(sorted)).toBe(8_000_002_000_000);
  writer.close();
  // what a user called nearly the same stays
  expect(readdirSync(home).filter((name) => /^(plan|spill)-/.test(name))).toEqual(['plan-2022']);
});

it.each(['there', 'nested/a/b'])('a first load that is refused leaves nothing: %s', async (name) => {
  mkdirSync(join(folder, 'there'), {recursive: true});
  const [told] = await intake(join(folder, name), [join(folder, 'no-delivery')], 5, quiet);
  expect(told).toMatchObject({status: 'refused'});
  expect(readdirSync(join(folder, 'there'))).toEqual([]);
  expect(existsSync(join(folder, 'nested'))).toBe(false);
});
