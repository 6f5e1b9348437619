import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {layNow, layTable, layView} from '../../src/db/views.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';

let folder: string;
let workspace: Workspace;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobbonus-views-'));
  workspace = await openWorkspace(folder, {mode: 'create'});
  await workspace.run('create schema house');
});
afterEach(() => {
  workspace.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Views that the engine has. */
const laid = async (): Promise<string[]> =>
  (
    await workspace.rows<{name: string}>(
      `select view_name as name from duckdb_views() where schema_name = 'house' order by name`,
    )
  ).map((row) => row.name);

it('lays what a statement names, with all it stands on, and nothing else', async () => {
  layView(workspace, 'house.ground', 'select 1 as height');
  layView(workspace, 'house.floor', 'select height + 1 as height from house.ground');
  layView(workspace, 'house.garden', 'select 0 as height');
  expect(await laid()).toEqual([]);
  expect(await workspace.value('select "height" from "house"."floor"')).toBe(2);
  expect(await laid()).toEqual(['floor', 'ground']);
});

it('looks for no names in quotes and comments', async () => {
  layView(workspace, 'house.said', 'select 1 as height');
  expect(await workspace.value(`select 'house.said, it''s house.said' -- it's house.said`)).toMatch(/said/);
  expect(await workspace.value(`select 1 /* house.said isn't asked */`)).toBe(1);
  expect(await laid()).toEqual([]);
  // an apostrophe in a comment does not hide what comes after it
  expect(await workspace.value(`select height -- whose?\n-- nobody's\nfrom house.said`)).toBe(1);
});

it('shows what a view stands on as it was said last', async () => {
  layView(workspace, 'house.low', 'select 1 as height');
  layView(workspace, 'house.high', 'select height * 10 as height from house.low');
  expect(await workspace.value('select height from house.high')).toBe(10);
  layView(workspace, 'house.low', 'select 2 as height');
  expect(await workspace.value('select height from house.high')).toBe(20);
  layView(workspace, 'house.low', 'select 3 as height');
  layView(workspace, 'house.low', 'select 2 as height');
  expect(await workspace.value('select height from house.high')).toBe(20);
});

it('lays nothing in a transaction but what was named before it', async () => {
  layView(workspace, 'house.named', 'select 1 as height');
  layView(workspace, 'house.unnamed', 'select 2 as height');
  const heights = await workspace.transaction(
    () => workspace.value('select height from house.named'),
    ['house.named'],
  );
  expect(heights).toBe(1);
  await expect(
    workspace.transaction(() => workspace.value('select height from house.unnamed'), ['house.named']),
  ).rejects.toThrow('house.unnamed');
  // it is over, and nothing is stuck
  expect(await workspace.value('select height from house.unnamed')).toBe(2);
});

it('leaves everything waiting when one cannot be laid, and says why', async () => {
  layView(workspace, 'house.good', 'select 1 as height');
  layView(workspace, 'house.broken', 'select no_such_column from house.good');
  await expect(workspace.run('from house.broken')).rejects.toThrow('no_such_column');
  layView(workspace, 'house.broken', 'select height from house.good');
  expect(await workspace.value('select height from house.broken')).toBe(1);
});

it('lays what is asked for by name', async () => {
  layView(workspace, 'house.first', 'select 1 as height');
  layView(workspace, 'house.second', 'select 2 as height');
  await layNow(workspace, ['house.second']);
  expect(await laid()).toEqual(['second']);
  await layNow(workspace);
  expect(await laid()).toEqual(['first', 'second']);
});

it('fills a table once, when it is first needed', async () => {
  await workspace.run('create sequence house.filled');
  layTable(workspace, 'house.list', `select nextval('house.filled') as filled`);
  expect(await workspace.value('select filled from house.list')).toBe(1);
  layTable(workspace, 'house.list', `select nextval('house.filled') as filled`);
  expect(await workspace.value('select filled from house.list')).toBe(1);
});

it('lays a view once for connections that ask for it at the same time', async () => {
  const lanes = await workspace.lanes();
  const [first, other] = [lanes[0]!, lanes.at(-1)!];
  expect(first).toBe(workspace);
  for (let round = 1; round <= 20; round++) {
    layView(first, 'house.low', `select ${round} as height`);
    for (const n of [1, 2, 3])
      layView(other, `house.high${n}`, `select height * ${n} as height from house.low`);
    const asked = [1, 2, 3].flatMap((n) =>
      [first, other].map((lane) => lane.value<number>(`select height from house.high${n}`)),
    );
    expect(await Promise.all(asked)).toEqual([1, 1, 2, 2, 3, 3].map((n) => n * round));
  }
});

it('shows in every lane what was said last, while another lays what was said before', async () => {
  const lanes = await workspace.lanes();
  const [first, other] = [lanes[0]!, lanes.at(-1)!];
  layView(first, 'house.said', 'select 1 as height');
  await first.value('select height from house.said');
  layView(first, 'house.said', 'select 2 as height');
  const laying = first.value<number>('select height from house.said');
  layView(other, 'house.said', 'select 1 as height');
  await laying;
  expect(await other.value('select height from house.said')).toBe(1);
});
