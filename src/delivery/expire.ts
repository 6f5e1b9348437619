import {basename, dirname, join} from 'node:path';
import {endOf, type SourceContract, type TableContract} from '../contracts/contract.js';
import {literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {discard, settle} from './deposit.js';
import {wiped} from './in-force.js';

/** A stored table with rows past their end. */
export interface Expired {
  readonly deliveryId: string;
  readonly loadSeq: number;
  readonly table: string;
  /** First digits of the hash under which it was delivered. */
  readonly sha256Head: string;
  readonly rows: number;
  /** Path inside the store. */
  readonly file: string;
  /** SQL for the rows that stay, after `from`; undefined when none can. */
  readonly stays: string | undefined;
}

interface Stored {
  readonly load_seq: number;
  readonly delivery_id: string;
  readonly source: string;
  readonly reference_year: number | null;
  readonly table_name: string;
  readonly file: string;
  readonly sha256: string;
}

/**
 * Find what is past its end: whole deliveries of those years, rows of those years in streams, and what names a person
 * and no year where that person is in no other year. The persons are left in `temp.expired_people`.
 *
 * @param last the last reference year past its end; all before it are as well
 */
export async function findExpired(
  workspace: Workspace,
  contracts: ReadonlyMap<string, SourceContract>,
  last: number,
): Promise<Expired[]> {
  const stored = await workspace.rows<Stored & Record<string, string | number | null>>(`
    select load_seq, delivery_id, source, reference_year, table_name, file, sha256
    from ws.deliveries join ws.delivery_tables using (load_seq)
    where file <> ${literal(wiped)} order by load_seq, table_name`);
  const tables = stored.map((table): HeldTable => {
    const source = contracts.get(table.source)!;
    const contract = source.tables.find((t) => t.name === table.table_name)!;
    const end = endOf(source, contract);
    const year =
      end === 'delivery' ? String(table.reference_year) : end === 'row' ? 'reference_year' : undefined;
    const held = `read_parquet(${literal(workspace.stored(table.file))}, hive_partitioning = false)`;
    return {...table, contract, year, held, hasEnd: end !== 'never'};
  });
  await findPeople(workspace, tables, last);
  const found: Expired[] = [];
  for (const table of tables.filter((t) => t.hasEnd)) {
    const {held, year} = table;
    const stays =
      year === undefined
        ? `${held} anti join expired_people using (person_id)`
        : `${held} where ${year} > ${last}`;
    const rows = await workspace.value<number>(
      `select (select count(*) from ${held}) - (select count(*) from ${stays})`,
    );
    if (rows === 0) continue;
    found.push({
      deliveryId: table.delivery_id,
      loadSeq: table.load_seq,
      table: table.table_name,
      sha256Head: table.sha256.slice(0, 12),
      rows,
      file: table.file,
      stays: table.reference_year === null ? stays : undefined,
    });
  }
  return found;
}

interface HeldTable extends Stored {
  readonly contract: TableContract;
  /** SQL for the reference year of a row, where it has one. */
  readonly year: string | undefined;
  /** SQL for its rows, after `from`. */
  readonly held: string;
  readonly hasEnd: boolean;
}

/** Everybody of an expired year who is in no other. */
async function findPeople(workspace: Workspace, tables: readonly HeldTable[], last: number): Promise<void> {
  const among = (condition: string): string =>
    tables
      .filter((t) => t.year !== undefined && t.contract.columns.some((c) => c.name === 'person_id'))
      .map((t) => `select person_id from ${t.held} where ${t.year} ${condition} ${last}`)
      .concat('select null::varchar where false')
      .join(' union all ');
  await workspace.run(`
    create or replace temp table expired_people as
    select distinct person_id from (${among('<=')}) anti join (${among('>')}) using (person_id)`);
}

/**
 * Write what stays of a table beside it, under a name of its own, so that what was computed from the other is computed
 * again.
 *
 * @returns its path inside the store; that of a wiped table when nothing stays
 */
export async function writeWhatStays(
  workspace: Workspace,
  {file, stays}: Expired,
  last: number,
): Promise<string> {
  if (stays === undefined) return wiped;
  const [name] = basename(file).split('.') as [string];
  const kept = join(dirname(file), `${name}.from-${last + 1}.parquet`);
  await discard(workspace.stored(kept));
  await workspace.run(
    `copy (from ${stays}) to ${literal(workspace.stored(kept))} (format parquet, compression zstd)`,
  );
  await settle(workspace.stored(kept));
  return kept;
}

/**
 * Forget the expired tables, the people, their postings, the keys of rows in quarantine and every table that was computed
 * with them. Counts, hashes and reasons stay: they are about nobody.
 *
 * @param kept by expired table, where what stays of it lies
 */
export async function forget(
  workspace: Workspace,
  kept: ReadonlyMap<Expired, string>,
  last: number,
): Promise<void> {
  for (const [{loadSeq, table}, file] of kept) {
    await workspace.run(`
      update ws.delivery_tables set file = ${literal(file)}
      where load_seq = ${loadSeq} and table_name = ${literal(table)}`);
  }
  await workspace.run(`update ws.deliveries set is_in_force = false where reference_year <= ${last}`);
  await workspace.run('delete from ws.people where person_id in (from expired_people)');
  await workspace.run(`delete from ws.postings where reference_year <= ${last}`);
  // a row that a stream did not bring in has no year to trust: it ends with the year it was delivered in
  await workspace.run(`
    update ws.quarantine set key = ''
    where load_seq in (
      select load_seq from ws.deliveries
      where coalesce(reference_year, year(timezone('Europe/Brussels', delivered_at))) <= ${last})`);
  await workspace.run(`delete from ws.built where reference_year is null or reference_year <= ${last}`);
}
