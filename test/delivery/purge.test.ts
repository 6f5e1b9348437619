import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {plan} from '../../pipelines/plan.js';
import {purge} from '../../pipelines/purge.js';
import {sample} from '../../pipelines/sample.js';
import {yearly} from '../../pipelines/yearly.js';
import {brokenEntry} from '../../src/audit.js';
import {runChecks} from '../../src/checks.js';
import {readContracts} from '../../src/contracts/contract.js';
import {identifier, literal} from '../../src/db/text.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {findExpired, forget, writeWhatStays} from '../../src/delivery/expire.js';
import type {Effects} from '../../src/effects.js';
import {writeExport} from '../../src/exports/export.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-purge-'));
const home = join(folder, 'workspace');
const deliveries = join(folder, 'deliveries');
const asOf = '2024-10-31';
/** Some weeks after the last day of reference year 2021, and long before that of 2022. */
const later: Effects = {...quiet, now: () => new Date('2032-02-01T12:00:00Z')};
const names = {requestedBy: 'A. Peeters', approvedBy: 'B. Claes'};

/** In reference year 2021 only, and in a later one as well. */
let gone: string[] = [];
let staying: string[] = [];
let dossiers = '';

async function withWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace(home, {mode: 'write'});
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

const dossiersOf = (...years: number[]): Promise<string> =>
  withWorkspace(async (workspace) => {
    const file = join(folder, 'dossiers.csv');
    const catalogue = await layCatalogue(workspace, asOf, undefined, ['exports.dossiers']);
    await writeExport(catalogue, 'dossiers', years, 'csv', file);
    return readFileSync(file, 'utf8');
  });

const filesBelow = (path: string): string[] =>
  readdirSync(path, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** How many of some pseudonyms stand in any stored file or table of the workspace as values. */
async function foundValues(people: readonly string[]): Promise<number> {
  const among = new Set<string>();
  await withWorkspace(async (workspace) => {
    await workspace.run('create temp table sought (person_id varchar)');
    await workspace.run(`insert into sought values ${people.map((p) => `(${literal(p)})`).join(', ')}`);
    const stored = filesBelow(workspace.stored()).map((path) => `read_parquet(${literal(path)})`);
    const tables = await workspace.rows<{name: string}>(
      `select table_name as name from duckdb_tables() where database_name = 'ws'`,
    );
    for (const relation of [...stored, ...tables.map(({name}) => `ws.${identifier(name)}`)]) {
      const columns = await workspace.rows<{column_name: string; column_type: string}>(
        `describe from ${relation}`,
      );
      const of = (type: string) =>
        columns.filter((c) => c.column_type === type).map((c) => identifier(c.column_name));
      // a key is the hash of a pseudonym: whoever has the one can look for the other
      const places = [
        ['person_id', of('VARCHAR')],
        ['hash(person_id)', of('UBIGINT')],
      ] as const;
      for (const [sought, names] of places) {
        if (names.length === 0) continue;
        const hits = await workspace.rows<{person_id: string}>(
          `select person_id from sought where ${sought} in (select unnest([${names.join(', ')}]) from ${relation})`,
        );
        for (const hit of hits) among.add(hit.person_id);
      }
      // texts that may hold a pseudonym among other words
      if (!/quarantine|audit|ingredients|built|headlines/.test(relation)) continue;
      const text = of('VARCHAR').join(', ');
      const hits = await workspace.rows<{person_id: string}>(
        `select person_id from sought where (select bool_or(contains(concat_ws(' ', ${text}), person_id)) from ${relation})`,
      );
      for (const hit of hits) among.add(hit.person_id);
    }
  });
  return among.size;
}

/** How many of some pseudonyms, a P and ten signs, stand in any file of the workspace as bytes. */
function foundBytes(people: readonly string[]): number {
  expect(people.filter((person) => !/^P[0-9A-Z]{10}$/.test(person))).toEqual([]);
  const sought = new Set(people);
  const among = new Set<string>();
  for (const path of filesBelow(home))
    for (const [, signs] of readFileSync(path, 'latin1').matchAll(/P(?=([0-9A-Z]{10}))/g))
      if (sought.has(`P${signs}`)) among.add(`P${signs}`);
  return among.size;
}

/** How many of some pseudonyms stand anywhere in the workspace. */
const found = async (people: readonly string[]): Promise<{values: number; bytes: number}> => ({
  values: await foundValues(people),
  bytes: foundBytes(people),
});

/** What the check of that name counts on the day of the purge. */
const keptPastItsEnd = (): Promise<number | undefined> =>
  withWorkspace(async (workspace) => {
    const catalogue = await layCatalogue(workspace, '2032-02-01');
    const checks = await runChecks(catalogue, [], quiet.now(), quiet.progress.step);
    return checks.find((c) => c.name === 'nothing_is_kept_past_its_end')?.failing;
  });

beforeAll(async () => {
  await sample({out: deliveries, persons: 700, seed: 3, years: [2021, 2022, 2023], format: 'parquet'}, quiet);
  await intake(
    home,
    readdirSync(deliveries)
      .sort()
      .map((name) => join(deliveries, name)),
    5,
    quiet,
  );
  await yearly(home, [], asOf, quiet);
  dossiers = await dossiersOf(2022, 2023);
  const people = (condition: string) =>
    withWorkspace(async (workspace) => {
      await layCatalogue(workspace, asOf);
      const rows = await workspace.rows<{person_id: string}>(`
        select person_id from ws.people
        where (person_key in (select person_key from intermediate.people_described where reference_year = 2021))
          and ${condition} (person_key in (
            select person_key from intermediate.people_described where reference_year > 2021
            union select person_key from staging.payments__payments where reference_year > 2021
            union select person_key from staging.notifications__notifications where reference_year > 2021
            union select person_key from staging.objections__objections where reference_year > 2021
            union select person_key from staging.plus__starters where reference_year > 2021
            union select person_key from staging.border__border_applications where reference_year > 2021
            union select person_key from staging.dmfa__employment_lines where reference_year > 2021
            union select person_key from staging.advice__advices where reference_year > 2021))
        order by person_id limit 300`);
      return rows.map((row) => row.person_id);
    });
  gone = await people('not');
  staying = await people('');
}, 240_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('a purge', () => {
  it('wipes nothing before the end, and nothing without two names', async () => {
    expect(gone.length).toBeGreaterThan(50);
    expect(staying.length).toBeGreaterThan(50);
    expect(await foundValues(gone)).toBe(gone.length);
    expect(foundBytes(gone)).toBeGreaterThan(gone.length / 2);
    expect(await keptPastItsEnd()).toBeGreaterThan(0);
    const early = await purge(home, names, quiet);
    expect(early).toMatchObject({up_to: null, tables: [], wiped: false});
    expect(early.kept_until[0]).toEqual({reference_year: 2021, day: '2031-12-31'});
    const asked = await purge(home, undefined, later);
    expect(asked).toMatchObject({up_to: 2021, wiped: false});
    expect(asked.tables.map((t) => t.table)).toContain('employment_lines');
    expect(asked.persons).toBeGreaterThanOrEqual(gone.length);
    expect(await foundValues(gone)).toBe(gone.length);
    await expect(
      purge(home, {requestedBy: 'A. Peeters', approvedBy: ' a.  peeters'}, later),
    ).rejects.toMatchObject({code: 'FOUR_EYES'});
  }, 60_000);

  it('that is cut off before it counts leaves everything', async () => {
    await withWorkspace(async (workspace) => {
      const expired = await findExpired(workspace, readContracts(), 2021);
      const payments = expired.find((e) => e.table === 'payments')!;
      const kept = await writeWhatStays(workspace, payments, 2021);
      expect(filesBelow(home).filter((path) => path.endsWith(kept.split('/').at(-1)!))).toHaveLength(1);
      await expect(
        workspace.transaction(async () => {
          await forget(workspace, new Map([[payments, kept]]), 2021);
          throw new Error('cut off');
        }),
      ).rejects.toThrow('cut off');
    });
    expect(await foundValues(gone)).toBe(gone.length);
    expect(await dossiersOf(2022, 2023)).toBe(dossiers);
  }, 60_000);

  it('leaves nobody of those years in any file, and changes nothing of the others', async () => {
    const cutOff: Effects = {
      ...later,
      progress: {
        ...quiet.progress,
        step: (what) => {
          if (what === 'build') throw new Error('cut off');
          return {done: () => {}};
        },
      },
    };
    await expect(purge(home, names, cutOff)).rejects.toThrow('cut off');
    // it counted already; the next one finishes it
    expect(await purge(home, undefined, later)).toMatchObject({tables: [], wiped: false});
    expect(await purge(home, names, later)).toMatchObject({up_to: 2021, tables: [], wiped: true});
    expect(await found(gone)).toEqual({values: 0, bytes: 0});
    expect(await foundValues(staying)).toBe(staying.length);
    // 2022 is closed, because the second year of a starter stands on 2021; 2023 is computed again and ends the same
    expect(await dossiersOf(2022, 2023)).toBe(dossiers);
    await expect(dossiersOf(2021)).rejects.toMatchObject({code: 'YEAR_UNKNOWN', exitCode: 2});
    expect((await plan(home, [2023], asOf, 'A. Peeters', later)).totals.map((t) => t.reference_year)).toEqual(
      [2023],
    );
    await withWorkspace(async (workspace) => {
      expect(
        await workspace.rows(`
          select (select count(*)::integer from ws.postings where reference_year <= 2021) as postings,
            (select count(*)::integer from ws.built where reference_year <= 2021) as tables,
            (select count(*)::integer from ws.quarantine where key <> '' and load_seq in (
              select load_seq from ws.deliveries where reference_year <= 2021)) as keys`),
      ).toEqual([{postings: 0, tables: 0, keys: 0}]);
      const trail = await workspace.rows(
        `select action, actor, approver from ws.audit where action like 'purge%' order by entry_no`,
      );
      expect(trail).toEqual([
        {action: 'purge', actor: 'A. Peeters', approver: 'B. Claes'},
        {action: 'purged', actor: null, approver: null},
      ]);
      expect(await brokenEntry(workspace)).toBeNull();
      const catalogue = await layCatalogue(workspace, asOf);
      expect(catalogue.years).toEqual([2022, 2023]);
      const checks = await runChecks(catalogue, [2022, 2023], quiet.now(), quiet.progress.step);
      expect(checks.filter((c) => c.failing > 0 && c.severity === 'error')).toEqual([]);
    });
    expect(await keptPastItsEnd()).toBe(0);
    await expect(yearly(home, [2022], asOf, quiet)).rejects.toMatchObject({code: 'YEAR_CLOSED'});
    await yearly(home, [], '2024-11-30', quiet);
    expect(await dossiersOf(2022)).toBe(dossiers.slice(0, dossiers.indexOf('\n2023,') + 1));
    // nothing is left to do
    expect(await purge(home, names, later)).toMatchObject({tables: [], wiped: false});
  }, 120_000);

  it('of every year leaves nobody at all', async () => {
    const end: Effects = {...quiet, now: () => new Date('2034-02-01T12:00:00Z')};
    expect(await purge(home, names, end)).toMatchObject({up_to: 2023, wiped: true});
    expect(await found([...gone, ...staying])).toEqual({values: 0, bytes: 0});
    expect(await purge(home, names, end)).toMatchObject({tables: [], wiped: false});
  }, 60_000);

  it('is not undone by loading what was wiped', async () => {
    const again = await intake(home, [join(deliveries, 'dmfa-2021-full-1')], 5, quiet);
    expect(again.map((report) => report.status)).toEqual(['already_loaded']);
    expect(await found(gone)).toEqual({values: 0, bytes: 0});
  }, 60_000);
});
