import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {openWorkspace} from '../../src/db/workspace.js';
import {type Draft, draft, write} from './draft.js';
import {goodRows} from './good-rows.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-crash-'));
const workspace = join(folder, 'workspace');
const cli = fileURLToPath(new URL('cli.mjs', import.meta.url));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const args = (delivery: string) => [cli, 'load', delivery, '--workspace', workspace, '--json'];
const statusOf = (delivery: string): string => {
  const {stdout, stderr} = spawnSync(process.execPath, args(delivery), {encoding: 'utf8'});
  return stdout === '' ? stderr : JSON.parse(stdout).deliveries[0].status;
};

/** Deliveries that count, and what the store holds of them; nothing is opened for writing. */
async function state(): Promise<{deliveries: string[]; rows: number}> {
  const opened = await openWorkspace(workspace, {mode: 'read'});
  try {
    const found = await opened.rows<{id: string; file: string}>(`
      select delivery_id as id, file from ws.deliveries join ws.delivery_tables using (load_seq)
      where is_in_force order by load_seq, file`);
    const files = found.map(({file}) => `'${opened.stored(file)}'`);
    const rows = await opened.value<number>(
      `select count(*) from read_parquet([${files}], union_by_name = true)`,
    );
    return {deliveries: [...new Set(found.map(({id}) => id))], rows};
  } finally {
    opened.close();
  }
}

const count = 6000;
const big = (kind: 'parquet' | 'csv lf'): Draft =>
  draft('dmfa', {
    tables: {
      employment_lines: {rows: goodRows('employment_lines', count)},
      remunerations: {rows: goodRows('remunerations', count)},
      services: {rows: goodRows('services', count)},
    },
    delivery_id: `big-${kind}`,
  });

/** Start a load, kill it as soon as `when` holds, and say whether it was still at work. */
async function killed(delivery: string, when: () => boolean): Promise<boolean> {
  const child = spawn(process.execPath, args(delivery), {stdio: 'ignore'});
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('exit', (_, signal) => resolve(signal)),
  );
  while (child.exitCode === null && !when()) await wait(2);
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

const stored = (): string[] =>
  readdirSync(join(workspace, 'store'), {recursive: true, encoding: 'utf8'}).filter((f) => /parquet/.test(f));

let folders: {first: string; parquet: string; csv: string};
beforeAll(async () => {
  folders = {
    first: await write(draft('dmfa', {delivery_id: 'first'}), 'parquet', join(folder, 'first')),
    parquet: await write(big('parquet'), 'parquet', join(folder, 'parquet')),
    csv: await write(big('csv lf'), 'csv lf', join(folder, 'csv')),
  };
  expect(statusOf(folders.first)).toBe('loaded');
});

it('a load that is killed leaves what was there, and the same load then works', async () => {
  const before = await state();
  expect(before).toEqual({deliveries: ['first'], rows: 60});
  const files = stored();
  const added = (n: number) => () => stored().length >= files.length + n;
  // while it starts, has the first file in the store, the second, the last, and while it writes one of its own
  const moments: readonly (readonly [string, () => boolean])[] = [
    [
      folders.parquet,
      () => existsSync(workspace) && readdirSync(workspace).some((name) => name.startsWith('spill-')),
    ],
    [folders.parquet, added(1)],
    [folders.parquet, added(2)],
    [folders.csv, () => stored().some((file) => file.endsWith('.new'))],
    [folders.csv, added(3)],
    [folders.parquet, added(3)],
  ];
  let interrupted = 0;
  for (const [delivery, when] of moments) {
    const wasAtWork = await killed(delivery, when);
    interrupted += wasAtWork ? 1 : 0;
    const after = await state();
    // at the very last moment it may have been recorded already: then whole, never in part
    if (after.deliveries[0] === 'first') expect(after).toEqual(before);
    else expect(after.rows).toBe(3 * count);
  }
  expect(interrupted).toBeGreaterThan(2);
  expect(statusOf(folders.parquet)).toMatch(/^(already_)?loaded$/);
  expect(statusOf(folders.csv)).toMatch(/^(already_)?loaded$/);
  const last = await state();
  expect(last.deliveries).toHaveLength(1);
  expect(last.rows).toBe(3 * count);
  // what the killed loads left behind is gone
  const named = new Set(stored().map((file) => file.split('/')[1]));
  expect(named.size).toBe(3);
});
