import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {literal} from '../../src/db/text.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {isIn, isInOwnRange, keepTo, type PersonRange, personRanges} from '../../src/delivery/ranges.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-ranges-'));
let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace(join(folder, 'w'), {mode: 'create', threads: 3});
});
afterAll(() => {
  workspace.close();
  rmSync(folder, {recursive: true, force: true});
});

const persons = 7000;
/** Three rows a person, in groups of rows that end in the middle of one. */
const rows = `select 'P' || lpad((n // 3)::varchar, 6, '0') as person_id, n from range(${3 * persons}) as t(n)`;

async function write(name: string, sql: string): Promise<string> {
  const path = join(folder, `${name}.parquet`);
  await workspace.run(`copy (${sql}) to ${literal(path)} (format parquet, row_group_size 2048)`);
  return path;
}

const countIn = (path: string, range: PersonRange): Promise<number> =>
  workspace.value<number>(
    `select count(*)::integer from read_parquet(${literal(path)}) where ${isIn(range)}`,
  );

describe('ranges of persons', () => {
  it('cover every row once, and part no person', async () => {
    const path = await write('ordered', rows);
    const ranges = await personRanges(workspace, path, 5000);
    expect(ranges.length).toBeGreaterThan(2);
    const counts = await Promise.all(ranges.map((range) => countIn(path, range)));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(3 * persons);
    for (const n of counts) expect(n % 3).toBe(0);
    for (const n of counts.slice(0, -1)) expect(n).toBeGreaterThanOrEqual(5000 - 3);
  });

  it('are one of everybody where persons do not follow each other', async () => {
    for (const [name, sql] of [
      ['unordered', `${rows} order by hash(n)`],
      ['empty', `${rows} where false`],
      ['small', `${rows} limit 30`],
    ] as const) {
      const path = await write(name, sql);
      const ranges = await personRanges(workspace, path, 5000);
      expect(ranges).toEqual([{from: '', until: null}]);
      expect(isIn(ranges[0]!)).toBe('true');
    }
  });

  it('are looked at by connections beside each other through one view, each at its own', async () => {
    const path = await write('seen', rows);
    await workspace.run(`
      create schema memory.looked;
      create view memory.looked.at as from read_parquet(${literal(path)}) where ${isInOwnRange}`);
    const lanes = await workspace.lanes();
    expect(lanes).toHaveLength(3);
    const ranges = await personRanges(workspace, path, 2000);
    const sums = await workspace.inOneThreadEach(() =>
      Promise.all(
        lanes.map(async (lane, i) => {
          await keepTo(lane, ranges[i]!);
          return lane.value<number>('select count(*)::integer from memory.looked.at');
        }),
      ),
    );
    expect(sums).toEqual(await Promise.all(lanes.map((_, i) => countIn(path, ranges[i]!))));
    // the last range ends with everybody
    await keepTo(workspace, ranges.at(-1)!);
    expect(await workspace.value('select count(*)::integer from memory.looked.at')).toBe(
      await countIn(path, ranges.at(-1)!),
    );
    expect(await workspace.value(`select current_setting('threads')::integer`)).toBe(3);
  });

  it('give the threads back when the work fails', async () => {
    const failing = workspace.inOneThreadEach(() => workspace.run('select * from nowhere'));
    await expect(failing).rejects.toThrow('nowhere');
    expect(await workspace.value(`select current_setting('threads')::integer`)).toBe(3);
  });
});
