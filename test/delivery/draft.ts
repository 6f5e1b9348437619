import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api';
import {Table, tableToIPC} from 'apache-arrow';
import {formatCsv} from '../reference/csv.js';
import type {Cell, Row} from '../reference/rows.js';
import {SHAPES, SOURCES, type Source, type TableName, YEAR_SOURCES} from '../reference/tables.js';
import {type DeliveredType, vectorOf} from './column-types.js';
import {goodRows} from './good-rows.js';

export const kinds = ['csv lf', 'csv crlf', 'parquet', 'arrow file', 'arrow stream'] as const;
export type Kind = (typeof kinds)[number];
/** One kind of each format, for what is the same once a file is read. */
export const formats: readonly Kind[] = ['csv crlf', 'parquet', 'arrow stream'];
export const isCsv = (kind: Kind): boolean => kind.startsWith('csv');
export const csvKinds = kinds.filter(isCsv);

/** Rows to deliver, and the columns when they are not the contract's own. */
export interface Sheet {
  readonly rows: readonly Row[];
  readonly columns?: Readonly<Record<string, DeliveredType>>;
}

/** A delivery before it is written: a test takes a good one and changes what it is about. */
export interface Draft {
  readonly delivery_id: string;
  readonly source: Source;
  readonly reference_year: number | null;
  readonly delivered_at: string;
  readonly mode: 'full' | 'delta';
  readonly tables: Partial<Readonly<Record<TableName, Sheet>>>;
}

let drafted = 0;

/** A good full delivery of a source, with an id of its own. */
export function draft(source: Source, changes: Partial<Draft> & {readonly count?: number} = {}): Draft {
  const {count = 20, ...rest} = changes;
  drafted += 1;
  return {
    delivery_id: `${source}-${drafted}`,
    source,
    reference_year: (YEAR_SOURCES as readonly Source[]).includes(source) ? 2022 : null,
    delivered_at: '2023-10-16T06:00:00Z',
    mode: 'full',
    tables: Object.fromEntries(SOURCES[source].map((table) => [table, {rows: goodRows(table, count)}])),
    ...rest,
  };
}

/** The columns of the contract, some of them under another type, some left out (undefined), some more. */
export function columnsOf(
  table: TableName,
  changes: Readonly<Record<string, DeliveredType | undefined>> = {},
): Readonly<Record<string, DeliveredType>> {
  const all = Object.entries({...SHAPES[table].columns, ...changes});
  return Object.fromEntries(
    all.filter((column): column is [string, DeliveredType] => column[1] !== undefined),
  );
}

/** How a written delivery differs from what a careful supplier would have sent. */
export interface Damage {
  /** The bytes of a file before its hash is taken: the manifest agrees with the damage. */
  readonly bytes?: (bytes: Buffer, table: TableName) => Buffer;
  /** The manifest, just before it is written. */
  readonly manifest?: (manifest: Manifest) => unknown;
  /** The folder, after everything is in it. */
  readonly folder?: (folder: string) => void;
}

export interface Manifest {
  [field: string]: unknown;
  tables: {name: string; file: string; rows: number; sha256: string; [field: string]: unknown}[];
}

/** Write a delivery in one kind of file. */
export async function write(draft: Draft, kind: Kind, folder: string, damage: Damage = {}): Promise<string> {
  mkdirSync(folder, {recursive: true});
  const tables = [];
  for (const [name, sheet] of Object.entries(draft.tables) as [TableName, Sheet][]) {
    const file = `${name}.${kind.split(' ')[0]}`;
    let bytes = await bytesOf(sheet, columnsOf(name), kind, join(folder, file));
    bytes = damage.bytes?.(bytes, name) ?? bytes;
    writeFileSync(join(folder, file), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tables.push({name, file, rows: sheet.rows.length, sha256});
  }
  const {delivery_id, source, reference_year, delivered_at, mode} = draft;
  const year = reference_year === null ? {} : {reference_year};
  const manifest: Manifest = {delivery_id, source, ...year, delivered_at, mode, tables};
  const said = damage.manifest ? damage.manifest(manifest) : manifest;
  writeFileSync(join(folder, 'manifest.json'), typeof said === 'string' ? said : JSON.stringify(said));
  damage.folder?.(folder);
  return folder;
}

async function bytesOf(
  sheet: Sheet,
  exact: Readonly<Record<string, DeliveredType>>,
  kind: Kind,
  path: string,
): Promise<Buffer> {
  const columns = Object.entries(sheet.columns ?? exact);
  const names = columns.map(([name]) => name);
  if (isCsv(kind)) return Buffer.from(formatCsv(names, sheet.rows, kind === 'csv lf' ? '\n' : '\r\n'));
  if (kind === 'parquet') {
    await writeParquet(columns, sheet.rows, path);
    return readFileSync(path);
  }
  const vectors = columns.map(([name, type]) => {
    const cells = sheet.rows.map((row) => row[name] ?? null);
    return [name, vectorOf(type, cells)] as const;
  });
  return Buffer.from(
    tableToIPC(new Table(Object.fromEntries(vectors)), kind === 'arrow file' ? 'file' : 'stream'),
  );
}

let connection: DuckDBConnection | undefined;

async function writeParquet(
  columns: readonly (readonly [string, DeliveredType])[],
  rows: readonly Row[],
  path: string,
): Promise<void> {
  connection ??= await (await DuckDBInstance.create(':memory:', {threads: '1'})).connect();
  const quoted = (cell: Cell): string => (cell === null ? 'null' : `'${String(cell).replaceAll("'", "''")}'`);
  const lines = rows.map((row) => `(${columns.map(([name]) => quoted(row[name] ?? null)).join(',')})`);
  // without rows, a row of nulls that is not taken
  const values = rows.length > 0 ? lines : [`(${columns.map(() => 'null').join(',')})`];
  const cells = columns.map(([name, type], i) => `cast(c${i} as ${sqlType(type)}) as "${name}"`);
  await connection.run(`copy (
    select ${cells.join(', ')} from (values ${values.join(', ')}) as t(${columns.map((_, i) => `c${i}`).join(', ')})
    limit ${rows.length}) to ${quoted(path)} (format parquet)`);
}

function sqlType(type: DeliveredType): string {
  if (typeof type !== 'string') return type.sql ?? 'VARCHAR';
  if (type === 'text') return 'VARCHAR';
  return type === 'timestamp' ? 'TIMESTAMPTZ' : type.toUpperCase();
}
