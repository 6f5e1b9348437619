import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {expect} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {readContracts, relationOf} from '../../src/contracts/contract.js';
import type {Plain} from '../../src/db/plain.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {allRowsInForce, readInForce} from '../../src/delivery/in-force.js';
import type {LoadedDelivery} from '../../src/delivery/load.js';
import {quiet} from '../effects.js';
import {SHAPES, type TableName} from '../reference/tables.js';
import {type Damage, type Draft, draft, type Kind, write} from './draft.js';
import {sourceOf} from './good-rows.js';

export interface Quarantined {
  readonly table: string;
  readonly row: number;
  readonly reason: string;
  readonly key: string;
}

/** A workspace of a test, and the deliveries that come to it. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'jobbonus-delivery-'));
  readonly workspace: string;
  #written = 0;
  #before: {readonly accepted: string; readonly later: string; readonly photo: string} | undefined;

  constructor(name = 'workspace') {
    this.workspace = join(this.folder, name);
  }

  clear(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** Write a delivery to a folder of its own. */
  write(draft: Draft, kind: Kind = 'csv lf', damage: Damage = {}, name = draft.delivery_id): Promise<string> {
    this.#written += 1;
    return write(draft, kind, join(this.folder, 'in', String(this.#written), name), damage);
  }

  /** Load folders on one command line. */
  load(folders: readonly string[], maxQuarantinePercent = 5): Promise<LoadedDelivery[]> {
    this.#before = undefined;
    return intake(this.workspace, folders, maxQuarantinePercent, quiet);
  }

  /** Write and load one delivery; its report. */
  async take(draft: Draft, kind: Kind = 'csv lf', maxQuarantinePercent = 5): Promise<LoadedDelivery> {
    return (await this.load([await this.write(draft, kind)], maxQuarantinePercent))[0]!;
  }

  /**
   * Load a delivery that must be refused, between one that was accepted and one that comes too late.
   *
   * @param says what the message must name: file, column, what was expected
   * @param secrets what it must not repeat
   * @returns the message
   */
  async refuse(
    folder: string,
    says: readonly (string | RegExp)[],
    secrets: readonly string[] = [],
    maxQuarantinePercent = 5,
  ): Promise<string> {
    this.#before ??= await this.#prepare();
    const {accepted, later, photo} = this.#before;
    const reports = await intake(this.workspace, [accepted, folder, later], maxQuarantinePercent, quiet);
    expect(reports.map((r) => r.status)).toEqual(['already_loaded', 'refused']);
    const {message = '', tables} = reports[1]!;
    expect(tables).toEqual([]);
    expectOneSentence(message);
    for (const part of says) expect(message).toMatch(part);
    for (const secret of secrets) expect(message).not.toContain(secret);
    expect(this.photo()).toBe(photo);
    return message;
  }

  async #prepare() {
    const accepted = await this.write(draft('dmfa', {reference_year: 2022}), 'parquet');
    const [report] = await this.load([accepted]);
    expect(report!.status).toBe('loaded');
    const later = await this.write(draft('campaigns'));
    return {accepted, later, photo: this.photo()};
  }

  /** What the workspace holds, byte for byte: the database and every stored file. */
  photo(): string {
    const database = ['jobbonus.duckdb', 'jobbonus.duckdb.wal'].map((name) => hashOf(join(this.workspace, name)));
    return [...database, ...this.stored()].join('\n');
  }

  /** Every row of the workspace's own tables, as one text. */
  async tables(): Promise<string> {
    const tables = await this.ask(
      `select table_name as name from duckdb_tables() where database_name = 'ws' order by 1`,
    );
    const lines: string[] = [];
    for (const {name} of tables) {
      lines.push(String(name));
      for (const row of await this.ask(`select * from ws.${String(name)} order by all`))
        lines.push(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
    }
    return lines.join('\n');
  }

  /** Every file of the store with its hash. */
  stored(): string[] {
    const store = join(this.workspace, 'store');
    if (!existsSync(store)) return [];
    const entries = readdirSync(store, {recursive: true, withFileTypes: true});
    return entries
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return `${path.slice(store.length)} ${entry.isFile() ? hashOf(path) : ''}`;
      })
      .sort();
  }

  async ask(sql: string): Promise<Record<string, Plain>[]> {
    const workspace = await openWorkspace(this.workspace, {mode: 'read'});
    try {
      return await workspace.rows(sql);
    } finally {
      workspace.close();
    }
  }

  async quarantine(deliveryId: string): Promise<Quarantined[]> {
    const rows = await this.ask(`
      select table_name as "table", row_number as row, reason, key from ws.quarantine join ws.deliveries using (load_seq)
      where delivery_id = '${deliveryId}' order by table_name, row_number`);
    return rows as unknown as Quarantined[];
  }

  /** The rows of a table in force, ordered by key. */
  async rows(table: TableName): Promise<Record<string, Plain>[]> {
    const source = readContracts().get(sourceOf(table))!;
    const contract = source.tables.find((t) => t.name === table)!;
    const workspace = await openWorkspace(this.workspace, {mode: 'read'});
    try {
      const sql = allRowsInForce(workspace, source, contract, await readInForce(workspace));
      expect(relationOf(contract)).toBe(`${source.source}__${table}`);
      return await workspace.rows(`select * from (${sql}) order by ${SHAPES[table].key.join(', ')}`);
    } finally {
      workspace.close();
    }
  }
}

/** One sentence: a line, not a stack, not a query, and no part of a path outside the delivery. */
export function expectOneSentence(message: string): void {
  expect(message).not.toBe('');
  expect(message).not.toMatch(/\n|\bat .*:\d+:\d+|select |undefined|\[object|Error:/i);
  expect(message.length).toBeLessThan(400);
}

/** What a report says of each table. */
export const countsOf = (report: LoadedDelivery): Record<string, string> =>
  Object.fromEntries(report.tables.map((t) => [t.name, `${t.rows} = ${t.loaded} + ${t.quarantined}`]));

const hashOf = (path: string): string =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'none';

export const nameOf = (folder: string): string => basename(folder);
