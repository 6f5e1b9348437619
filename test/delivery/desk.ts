import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'vitest';
import {readContracts} from '../../src/contracts/contract.js';
import type {Plain} from '../../src/db/plain.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {allRowsInForce, readInForce} from '../../src/delivery/in-force.js';
import {type LoadedDelivery, loadDeliveries} from '../../src/delivery/load.js';
import {quiet} from '../effects.js';
import type {Row} from '../reference/rows.js';
import {SHAPES, type TableName} from '../reference/tables.js';
import {type Damage, type Draft, draft, type Kind, write} from './draft.js';
import {sourceOf} from './good-rows.js';

export interface Quarantined {
  readonly table: string;
  readonly row: number;
  readonly reason: string;
  readonly key: string;
}

/** What a refusal must say, and what it must not. */
export interface Says {
  /** File, column or field, and what was expected. */
  readonly says: readonly (string | RegExp)[];
  /** Values that the message must not repeat. */
  readonly secrets?: readonly string[];
  readonly maxQuarantinePercent?: number;
}

/** A workspace in a temporary folder, and the deliveries that come to it. */
export interface Desk {
  readonly folder: string;
  readonly workspace: string;
  /** Write a delivery to a folder of its own. */
  write(draft: Draft, kind?: Kind, damage?: Damage, folderName?: string): Promise<string>;
  /** Load folders on one command line. */
  load(folders: readonly string[], maxQuarantinePercent?: number): Promise<LoadedDelivery[]>;
  /** Write and load one delivery. */
  take(draft: Draft, kind?: Kind, maxQuarantinePercent?: number): Promise<LoadedDelivery>;
  /**
   * Load a delivery that must be refused, between one that was accepted and one that comes too late, and hold
   * the refusal against the contract: nothing changes, one sentence, nothing personal.
   *
   * @returns the message
   */
  refuse(folder: string, expected: Says): Promise<string>;
  /** What the workspace holds, byte for byte: the database and every stored file. */
  photo(): string;
  /** What lies in the store, folders too. */
  files(): string[];
  ask(sql: string): Promise<Record<string, Plain>[]>;
  quarantine(deliveryId: string): Promise<Quarantined[]>;
  /** The rows of a table in force, ordered by key. */
  rows(table: TableName): Promise<Row[]>;
  clear(): Promise<void>;
}

const contracts = readContracts();

export function openDesk(workspaceName = 'workspace'): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'jobbonus-delivery-'));
  const workspace = join(folder, workspaceName);
  let written = 0;
  let before: {accepted: string; later: string; photo: string} | undefined;
  // opening a workspace and reading the contracts take longer than a small load: both happen once
  let opened: Promise<Workspace> | undefined;
  const open = (): Promise<Workspace> => (opened ??= openWorkspace(workspace, {mode: 'create'}));
  const intake = async (folders: readonly string[], maxQuarantinePercent: number) =>
    loadDeliveries(await open(), folders, {...quiet, contracts, maxQuarantinePercent});

  const desk: Desk = {
    folder,
    workspace,
    write(draft, kind = 'csv lf', damage = {}, folderName = draft.delivery_id) {
      written += 1;
      return write(draft, kind, join(folder, 'in', String(written), folderName), damage);
    },
    load(folders, maxQuarantinePercent = 5) {
      before = undefined;
      return intake(folders, maxQuarantinePercent);
    },
    async take(draft, kind = 'csv lf', maxQuarantinePercent = 5) {
      return (await desk.load([await desk.write(draft, kind)], maxQuarantinePercent))[0]!;
    },
    async refuse(bad, {says, secrets = [], maxQuarantinePercent = 5}) {
      before ??= await prepare();
      const {accepted, later, photo} = before;
      const reports = await intake([accepted, bad, later], maxQuarantinePercent);
      const after = desk.photo();
      // what was wrongly loaded is the concern of this test, not of the next one
      if (after !== photo) before = undefined;
      expect(reports.map((r) => `${r.status} ${r.message ?? ''}`)).toEqual([
        'already_loaded ',
        expect.stringMatching(/^refused ./),
      ]);
      const {message = '', tables} = reports[1]!;
      expect(tables).toEqual([]);
      for (const secret of secrets) expect(message).not.toContain(secret);
      expectOneSentence(message);
      for (const part of says) expect(message).toMatch(part);
      expect(after).toBe(photo);
      return message;
    },
    photo() {
      const names = ['jobbonus.duckdb', 'jobbonus.duckdb.wal', 'store'];
      return names.flatMap((name) => listing(workspace, name)).join('\n');
    },
    files: () => readdirSync(join(workspace, 'store'), {recursive: true, encoding: 'utf8'}).sort(),
    ask: async (sql) => (await open()).rows(sql),
    async quarantine(deliveryId) {
      const rows = await desk.ask(`
        select table_name as "table", row_number as row, reason, key
        from ws.quarantine join ws.deliveries using (load_seq)
        where delivery_id = '${deliveryId}' order by table_name, row_number`);
      return rows as unknown as Quarantined[];
    },
    async rows(table) {
      const source = contracts.get(sourceOf(table))!;
      const contract = source.tables.find((t) => t.name === table)!;
      const from = await open();
      const sql = allRowsInForce(from, source, contract, await readInForce(from));
      const rows = await from.rows(`select * from (${sql}) order by ${SHAPES[table].key.join(', ')}`);
      return rows as unknown as Row[];
    },
    async clear() {
      (await opened)?.close();
      rmSync(folder, {recursive: true, force: true});
    },
  };

  async function prepare() {
    const accepted = await desk.write(draft('complaints'), 'parquet');
    const [report] = await desk.load([accepted]);
    expect(report!.status).toBe('loaded');
    const later = await desk.write(draft('campaigns'));
    return {accepted, later, photo: desk.photo()};
  }
  return desk;
}

/** A file, or every file below a folder, each with its hash. */
function listing(folder: string, name: string): string[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [`${name} is not there`];
  if (statSync(path).isFile()) {
    return [`${name} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`];
  }
  return readdirSync(path)
    .sort()
    .flatMap((child) => listing(folder, join(name, child)));
}

/** One sentence: a line of words, not a stack, not a query. */
export function expectOneSentence(message: string): void {
  expect(message).not.toMatch(/^$|\n|\bat .*:\d+:\d+|\bselect |of (undefined|null)\b|\[object/i);
  expect(message.length).toBeLessThan(400);
}

/** What a report says of each table. */
export const countsOf = (report: LoadedDelivery): Record<string, string> =>
  Object.fromEntries(report.tables.map((t) => [t.name, `${t.rows} = ${t.loaded} + ${t.quarantined}`]));
