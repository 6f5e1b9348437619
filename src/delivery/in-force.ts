import {duckType, relationOf, type SourceContract, type TableContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';

/** A stored table of a delivery that counts today. */
export interface StoredTable {
  /** Path inside the workspace's store. */
  readonly file: string;
  readonly mode: 'full' | 'delta';
  readonly loadSeq: number;
}

/** The tables in force, by relation (`dmfa__services`) and reference year (null for streams), in load order. */
export type InForce = ReadonlyMap<string, ReadonlyMap<number | null, readonly StoredTable[]>>;

/** In place of the path of a stored table that was wiped at its end. */
export const wiped = '';

/** Which stored tables count: for each source and year the last full delivery and every delta after it. */
export async function readInForce(workspace: Workspace): Promise<InForce> {
  const rows = await workspace.rows<{
    relation: string;
    reference_year: number | null;
    file: string;
    mode: 'full' | 'delta';
    load_seq: number;
  }>(`
    select source || '__' || table_name as relation, reference_year, file, mode, load_seq
    from ws.deliveries join ws.delivery_tables using (load_seq)
    where is_in_force and file <> ${literal(wiped)} order by load_seq`);
  const found = new Map<string, Map<number | null, StoredTable[]>>();
  for (const row of rows) {
    const years = found.get(row.relation) ?? new Map<number | null, StoredTable[]>();
    found.set(row.relation, years);
    const tables = years.get(row.reference_year) ?? [];
    years.set(row.reference_year, tables);
    tables.push({file: row.file, mode: row.mode, loadSeq: row.load_seq});
  }
  return found;
}

/** The years after those that were wiped. */
export async function readClosed(workspace: Workspace): Promise<ReadonlySet<number>> {
  const rows = await workspace.rows<{year: number}>(`
    select distinct reference_year + 1 as year
    from ws.deliveries join ws.delivery_tables using (load_seq)
    where file = ${literal(wiped)} and reference_year is not null`);
  return new Set(rows.map((row) => row.year));
}

/** A stored table of any delivery, in force or since replaced by a later full one. */
export interface DeliveredFile {
  readonly file: string;
  /** Instant of the delivery, as ISO text. */
  readonly deliveredAt: string;
}

/** Every table ever delivered, by relation, in load order: the store keeps what a later full delivery replaced. */
export async function readDelivered(
  workspace: Workspace,
): Promise<ReadonlyMap<string, readonly DeliveredFile[]>> {
  const rows = await workspace.rows<{relation: string; file: string; delivered_at: string}>(`
    select source || '__' || table_name as relation, file, delivered_at
    from ws.deliveries join ws.delivery_tables using (load_seq)
    where file <> ${literal(wiped)} order by load_seq`);
  const found = new Map<string, DeliveredFile[]>();
  for (const {relation, file, delivered_at: deliveredAt} of rows)
    found.set(relation, [...(found.get(relation) ?? []), {file, deliveredAt}]);
  return found;
}

/** SQL for every row of a table in every delivery that held it, with the instant of that delivery. */
export function rowsDelivered(
  workspace: Workspace,
  contract: TableContract,
  files: readonly DeliveredFile[],
): string {
  const columns = contract.columns.map((c) => identifier(c.name)).join(', ');
  const from = (rows: string, instant: string): string =>
    `select ${columns}, ${instant}::timestamptz as delivered_at from ${rows}`;
  if (files.length === 0) return `${from(nothing(contract), 'null')} where false`;
  return files
    .map(({file, deliveredAt}) =>
      from(
        `read_parquet(${literal(workspace.stored(file))}, hive_partitioning = false)`,
        literal(deliveredAt),
      ),
    )
    .join(' union all ');
}

/**
 * SQL for the rows of one table and year that count today: of each key the row delivered last.
 *
 * The full delivery is read as it lies, minus the keys that a delta delivered again.
 *
 * @param tables in load order, as {@link readInForce} gives them
 * @param year adds a column `reference_year` to tables that are delivered by year
 * @param touched a table of persons: only their rows, looked up in every file before anything is put together
 */
export function rowsInForce(
  workspace: Workspace,
  contract: TableContract,
  tables: readonly StoredTable[],
  year: number | null,
  touched?: string,
): string {
  const columns = contract.columns.map((c) => identifier(c.name)).join(', ');
  const withYear = (from: string): string =>
    `select ${year === null ? '' : `${year}::integer as reference_year, `}${columns} from ${from}`;
  const read = (t: StoredTable): string => {
    const file = `read_parquet(${literal(workspace.stored(t.file))}, hive_partitioning = false)`;
    return touched === undefined ? file : `(from ${file} semi join ${touched} using (person_id))`;
  };
  if (tables.length === 0) return `${withYear(nothing(contract))} where false`;
  if (tables.length === 1) return withYear(read(tables[0]!));

  const key = contract.key.map((k) => identifier(k)).join(', ');
  const [base, changes] = tables[0]!.mode === 'full' ? [tables[0], tables.slice(1)] : [undefined, tables];
  const delivered = changes
    .map((t) => `select ${columns}, ${t.loadSeq} as load_seq from ${read(t)}`)
    .join(' union all ');
  const newest = `(select * exclude (load_seq) from (${delivered}) qualify row_number() over (partition by ${key} order by load_seq desc) = 1)`;
  const kept = base ? `${withYear(`${read(base)} anti join ${newest} using (${key})`)} union all ` : '';
  return `${kept}${withYear(newest)}`;
}

/** A relation with the contract's columns and no rows. */
function nothing(contract: TableContract): string {
  return `(select ${contract.columns.map((c) => `null::${duckType(c)} as ${identifier(c.name)}`).join(', ')})`;
}

/** SQL for the rows in force of a table over all its years. */
export function allRowsInForce(
  workspace: Workspace,
  source: SourceContract,
  table: TableContract,
  inForce: InForce,
): string {
  const years = [...(inForce.get(relationOf(table)) ?? [])];
  if (years.length === 0) return rowsInForce(workspace, table, [], source.per === 'year' ? 0 : null);
  return years.map(([year, tables]) => rowsInForce(workspace, table, tables, year)).join(' union all ');
}
