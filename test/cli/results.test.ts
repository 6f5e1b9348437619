import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DuckDBInstance} from '@duckdb/node-api';
import {tableFromIPC} from 'apache-arrow';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openWorkspace} from '../../src/db/workspace.js';
import {rooms, root} from '../../src/house.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {sampledDeliveries} from '../data-samples/checked-in.js';
import {asked, jobbonus, type Ran} from './jobbonus.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-results-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const exportNames = ['dossiers', 'quarantine', 'quarters', 'scoreboard', 'takeup'];
/** Two reference years and the streams: enough for every export. */
const deliveries = sampledDeliveries().filter((path) => !path.includes('-2023-'));
const at = ['--workspace', join(folder, 'w')];
const file = (name: string): string => join(folder, name);
const rowsOf = (csv: string): string[][] =>
  readFileSync(csv, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

/** What a program prints for machines: JSON and nothing else. */
function json<T = Record<string, unknown>>({code, out}: Ran, expected = 0): T {
  expect(code).toBe(expected);
  return JSON.parse(out) as T;
}

beforeAll(() => {
  const loaded = json<{deliveries: {status: string}[]}>(jobbonus('load', ...deliveries, '--json', ...at));
  expect(new Set(loaded.deliveries.map((d) => d.status))).toEqual(new Set(['loaded']));
  const ran = json<{reference_years: number[]; as_of: string}>(
    jobbonus('run', '--as-of', '2025-01-31', '--json', ...at),
  );
  expect(ran).toMatchObject({reference_years: [2021, 2022], as_of: '2025-01-31'});
});

describe('load', () => {
  it('of what is there already changes nothing and is exit code 0', async () => {
    const {deliveries: again} = json<{deliveries: {status: string; tables: unknown[]}[]}>(
      await asked('load', deliveries[0]!, '--json', ...at),
    );
    expect(again).toEqual([expect.objectContaining({status: 'already_loaded', tables: []})]);
  });

  it('with rows in quarantine is exit code 1, and the export lists every one', async () => {
    const other = ['--workspace', join(folder, 'imperfect')];
    const bad = readdirSync(join(rooms.samples, 'imperfect')).map((d) => join(rooms.samples, 'imperfect', d));
    const loaded = json<{deliveries: {tables: {rows: number; loaded: number; quarantined: number}[]}[]}>(
      await asked('load', ...bad, '--json', ...other),
      1,
    );
    const tables = loaded.deliveries.flatMap((d) => d.tables);
    for (const t of tables) expect(t.rows).toBe(t.loaded + t.quarantined);
    const quarantined = tables.reduce((sum, t) => sum + t.quarantined, 0);
    expect((await asked('run', '--as-of', '2025-01-31', ...other)).code).toBe(0);
    const imperfect = await openWorkspace(join(folder, 'imperfect'), {mode: 'read'});
    await layCatalogue(imperfect, '2025-01-31', undefined, ['marts.quarantine_reasons']);
    const atMost = 'select sum(at_most_eur)::integer from marts.quarantine_reasons';
    // each is about one person, who is due 600 euro and a supplement of 50 at most
    expect(await imperfect.value(atMost)).toBe(quarantined * 650);
    imperfect.close();
    const out = file('quarantine.csv');
    expect(json(await asked('export', 'quarantine', '--out', out, '--json', ...other))).toMatchObject({
      rows: quarantined,
    });
    expect(rowsOf(out)[0]).toEqual(['delivery_id', 'table', 'row_number', 'reason', 'key']);
    expect(rowsOf(out)).toHaveLength(1 + quarantined);
  });
});

describe('export', () => {
  it.each(exportNames)('of %s writes as many rows as it says', async (name) => {
    const out = file(`${name}.csv`);
    const said = json<{rows: number}>(await asked('export', name, '--out', out, '--json', ...at));
    expect(said).toMatchObject({export: name, format: 'csv', file: out});
    expect(rowsOf(out)).toHaveLength(1 + said.rows);
  });

  it('says the same in every format', async () => {
    const rows = rowsOf(file('dossiers.csv')).length - 1;
    for (const format of ['parquet', 'arrow', 'xlsx']) {
      const out = file(`dossiers.${format}`);
      expect(
        json(await asked('export', 'dossiers', '--format', format, '--out', out, '--json', ...at)),
      ).toMatchObject({rows, format});
    }
    expect(tableFromIPC(readFileSync(file('dossiers.arrow'))).numRows).toBe(rows);
    expect(readFileSync(file('dossiers.xlsx')).subarray(0, 2).toString()).toBe('PK');
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    const differing = await duckdb.runAndReadAll(`
      select count(*) from (
        select columns(*)::varchar from '${file('dossiers.parquet')}'
        except all from read_csv('${file('dossiers.csv')}', all_varchar = true))`);
    expect(Number(differing.getRows()[0]?.[0])).toBe(0);
    duckdb.closeSync();
  });

  it('of one year holds that year only', () => {
    const out = file('dossiers-2022.csv');
    expect(jobbonus('export', 'dossiers', '--year', '2022', '--out', out, ...at).code).toBe(0);
    expect(new Set(rowsOf(out).map(([year]) => year))).toEqual(new Set(['reference_year', '2022']));
  });

  it.each([
    [['dosiers'], 'did you mean dossiers?'],
    [['nonsense'], 'there are dossiers, '],
    [['dossiers', '--year', '2020'], 'computed: 2021, 2022'],
    [['quarantine', '--year', '2022'], 'has no reference year'],
  ])('%j is one clear sentence and exit code 2', async (args, sentence) => {
    const ran = await asked('export', ...args, '--out', file('never.csv'), '--json', ...at);
    expect(json(ran, 2)).toMatchObject({error: {message: expect.stringContaining(sentence)}});
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain('never.csv');
  });
});

describe('explain', () => {
  const personId = (): string =>
    rowsOf(file('dossiers.csv')).find((row) => row[0] === '2022' && row.includes('entitled'))![2]!;

  it('shows the four rows of the letter with their articles', () => {
    const {code, out} = jobbonus('explain', personId(), '--year', '2022', ...at);
    expect(code).toBe(0);
    for (const row of [
      'performance fraction (prestatiebreuk)',
      'computed wage (berekend loon)',
      'reference wage (refertemaandloon)',
      'bonus (jobbonus)',
    ]) {
      expect(out).toMatch(new RegExp(`^${row.replaceAll(/[()]/g, '\\$&')} .*art\\. \\d`, 'm'));
    }
  });

  it('gives machines the amounts of the export', async () => {
    const id = personId();
    const [header, ...rows] = rowsOf(file('dossiers.csv'));
    const row = rows.find((cells) => cells[0] === '2022' && cells[2] === id)!;
    const told = json<{dossiers: Record<string, string>[]}>(
      await asked('explain', id, '--year', '2022', '--json', ...at),
    );
    for (const column of ['status', 'bonus', 'supplement', 'payable', 'paid_amount', 'balance'])
      expect(told.dossiers[0]?.[column]).toBe(row[header!.indexOf(column)]);
  });

  it('of somebody unknown is exit code 2 and repeats no pseudonym', async () => {
    const ran = await asked('explain', 'nobody-at-all', '--year', '2022', ...at);
    expect({code: ran.code, out: ran.out}).toEqual({code: 2, out: ''});
    expect(ran.err).toContain('no dossier in reference year 2022');
    expect(ran.err).not.toContain('nobody-at-all');
  });
});

describe('check and status', () => {
  it('say for machines what passed and what is there', () => {
    expect(json(jobbonus('check', '--json', ...at))).toMatchObject({failed: 0});
    const status = json<{deliveries: unknown[]; runs: unknown[]; quarantine: unknown[]}>(
      jobbonus('status', '--json', ...at),
    );
    expect(status.deliveries).toHaveLength(deliveries.length);
    expect(status).toMatchObject({runs: [{reference_years: [2021, 2022]}], quarantine: []});
  });
});

describe('segment', () => {
  const rest = [
    '--year',
    '2022',
    '--purpose',
    'herinnering',
    '--requester',
    'evaluatie',
    '--approver',
    'dpo',
  ];
  const group = (level: string): string[] => [
    ...['segment', level, ...rest],
    ...['--out', file('rule.json'), '--json', ...at],
  ];

  it('names the levels there are when one does not exist', async () => {
    expect(json(await asked(...group('by_age=jong')), 2)).toMatchObject({
      error: {message: expect.stringMatching(/^by_age=jong: no such level in 2022; there are .*25–34/)},
    });
  });

  it('takes a hyphen for the dash of a level, and refuses a group that would name people', () => {
    expect(json(jobbonus(...group('by_age=25-34')), 4)).toMatchObject({error: {code: 'SEGMENT_TOO_SMALL'}});
  });
});

describe('run', () => {
  it.each([
    [['--year', '2025'], 2, 'loaded: 2021, 2022'],
    [['--year', '1999'], 2, 'loaded: 2021, 2022'],
  ])('%j is a clear error', async (args, exitCode, sentence) => {
    expect(json(await asked('run', ...args, '--json', ...at), exitCode)).toMatchObject({
      error: {message: expect.stringContaining(sentence)},
    });
  });

  it('that is killed leaves the earlier results, and the next one works', async () => {
    const before = readFileSync(file('dossiers.csv'), 'utf8');
    await killedAtFirstYear(['run', '--as-of', '2023-01-31', ...at]);
    const after = file('after.csv');
    expect((await asked('export', 'dossiers', '--out', after, ...at)).code).toBe(0);
    expect(readFileSync(after, 'utf8')).toBe(before);

    expect((await asked('run', '--as-of', '2023-01-31', ...at)).code).toBe(0);
    expect((await asked('export', 'dossiers', '--out', after, ...at)).code).toBe(0);
    expect(readFileSync(after, 'utf8')).not.toBe(before);
  });
});

/** Start a command and kill it, without a chance to tidy up, as soon as it has built its first year. */
function killedAtFirstYear(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist', 'src', 'cli', 'main.js'), ...args]);
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      if (/^build +2021/m.test(text)) child.kill('SIGKILL');
    });
    child.on('exit', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error('it ended before it was killed')),
    );
  });
}
