import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api';
import {arrowBytes} from './arrow.js';
import {formatCsv} from './csv.js';
import type {Random} from './random.js';
import type {Cell, Row} from './rows.js';
import {type ColumnType, SHAPES, type TableName} from './tables.js';
import {type Delivery, isStream} from './world.js';

export type Format = 'csv' | 'parquet' | 'arrow';

/**
 * Writes each delivery to a folder of its own, ready for `jobbonus load`.
 *
 * @param folder made when missing; one folder per delivery_id below it
 * @param formatOf the format of each delivery's files
 * @param random how a file may vary without saying anything else: order of columns, line ends, kind of Arrow
 * @returns the folders in load order; a delivery that comes twice gives the same folder twice
 */
export async function writeDeliveries(
  deliveries: readonly Delivery[],
  folder: string,
  formatOf: (delivery: Delivery) => Format,
  random: Random,
): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const written = new Map<string, string>();
  for (const delivery of deliveries) {
    if (written.has(delivery.delivery_id)) continue;
    const target = join(folder, delivery.delivery_id);
    mkdirSync(target, {recursive: true});
    await writeDelivery(delivery, target, formatOf(delivery), connection, random);
    written.set(delivery.delivery_id, target);
  }
  connection.closeSync();
  instance.closeSync();
  return deliveries.map((delivery) => written.get(delivery.delivery_id) ?? '');
}

async function writeDelivery(
  delivery: Delivery,
  target: string,
  format: Format,
  connection: DuckDBConnection,
  random: Random,
): Promise<void> {
  const tables = [];
  for (const [name, rows] of Object.entries(delivery.tables) as [TableName, readonly Row[]][]) {
    const file = `${name}.${format}`;
    const path = join(target, file);
    const columns = Object.fromEntries(random.shuffled(Object.entries(SHAPES[name].columns)));
    if (format === 'csv') writeFileSync(path, csvText(columns, rows, random));
    else if (format === 'arrow')
      writeFileSync(path, arrowBytes(columns, rows, random.pick(['file', 'stream'])));
    else await writeParquet(columns, rows, path, connection);
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    tables.push({name, file, rows: rows.length, sha256});
  }
  const {delivery_id, source, reference_year, delivered_at, mode} = delivery;
  const year = isStream(source) ? {} : {reference_year};
  const manifest = {delivery_id, source, ...year, delivered_at, mode, tables};
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Half of the files end their lines with CR LF and leave out zeros that a decimal does not need. */
function csvText(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
  random: Random,
): string {
  const names = Object.keys(columns);
  if (random.chance(0.5)) return formatCsv(names, rows, '\n');
  const shortened = rows.map((row) =>
    Object.fromEntries(names.map((name) => [name, shortDecimal(columns[name]!, row[name] ?? null)])),
  );
  return formatCsv(names, shortened, '\r\n');
}

function shortDecimal(type: ColumnType, cell: Cell): Cell {
  return type.startsWith('decimal') && cell !== null ? String(cell).replace(/\.?0+$/, '') : cell;
}

/** Through a CSV of text, so that DuckDB makes every decimal, day and instant from its digits. */
async function writeParquet(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
  path: string,
  connection: DuckDBConnection,
): Promise<void> {
  const text = `${path}.csv`;
  writeFileSync(text, formatCsv(Object.keys(columns), rows, '\n'));
  const names = Object.keys(columns);
  const quoted = (file: string) => `'${file.replaceAll("'", "''")}'`;
  const asText = names.map((name) => `${name}: 'VARCHAR'`).join(', ');
  const cast = names.map((name) => `${name}::${sqlType(columns[name]!)} AS ${name}`).join(', ');
  const csv = `read_csv(${quoted(text)}, columns={${asText}}, header=true, auto_detect=false, delim=',', quote='"',
    escape='"', nullstr='', parallel=false)`;
  await connection.run(`COPY (SELECT ${cast} FROM ${csv}) TO ${quoted(path)} (FORMAT parquet)`);
  rmSync(text);
}

function sqlType(type: ColumnType): string {
  if (type === 'text') return 'VARCHAR';
  return type === 'timestamp' ? 'TIMESTAMPTZ' : type.toUpperCase();
}
