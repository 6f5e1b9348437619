import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {firstLine, JobbonusError, refused} from '../errors.js';
import {ArrowFault} from './arrow-shape.js';
import {requireColumns} from './columns.js';
import {CsvFault, readCsvShape} from './csv-shape.js';
import type {DeliveredTable} from './manifest.js';

/** A delivered table that the database can look at. */
export interface OpenTable {
  /** SQL relation of the delivered columns plus `row_number`, 1-based in file order. */
  readonly relation: string;
  /** Delivered type per column, in the file's order. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: number;
  /** Read where the file lies, and not from a temporary table that one connection sees. */
  readonly isFile: boolean;
}

/**
 * Open a delivered file: Parquet in place, CSV and Arrow through a temporary table.
 *
 * @param path where the bytes lie
 * @param name of the temporary table
 * @throws {JobbonusError} exit 3 when the file cannot be read as what its extension says, or its columns are not
 *   the contract's
 */
export async function openTable(
  workspace: Workspace,
  table: DeliveredTable,
  path: string,
  name: string,
): Promise<OpenTable> {
  try {
    if (table.format === 'parquet') return await openParquet(workspace, path);
    // the names come first: a table in the database knows no difference between `amount` and `Amount`
    const check = (names: readonly string[]): void => requireColumns(table.contract, names, table.file);
    const types =
      table.format === 'csv'
        ? await readCsv(workspace, path, name, check)
        : // its library is large, and few suppliers deliver Arrow
          await (await import('./arrow-in.js')).readArrow(workspace, path, name, check);
    const rows = await workspace.value<number>(`select count(*) from ${name}`);
    const columns = [...types.keys()].map((c) => identifier(c));
    // a temporary table keeps the order of the file, and its rowid counts it
    const relation = `(select rowid + 1 as row_number, ${columns.join(', ')} from ${name})`;
    return {relation, types, rows, isFile: false};
  } catch (error) {
    if (error instanceof JobbonusError) throw error;
    throw unreadable(table, error);
  }
}

/** The refusal of a file that is not what its extension says. */
export function unreadable(table: DeliveredTable, error: unknown): JobbonusError {
  return refused('UNREADABLE', `${table.file} cannot be read as ${whatAndWhy(table.format, error)}`);
}

/**
 * Read every value of a Parquet file once: its pages are only opened when a query needs them.
 *
 * @returns what went wrong, undefined when the file is whole
 */
export async function faultInParquet(workspace: Workspace, path: string): Promise<unknown> {
  try {
    await workspace.run(`select max(columns(*)) from ${parquet(path)}`);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A folder called `year=2022` is a folder, not a column. */
const parquet = (path: string, options = ''): string =>
  `read_parquet(${literal(path)}, hive_partitioning = false${options})`;

async function openParquet(workspace: Workspace, path: string): Promise<OpenTable> {
  const described = await workspace.rows<{column_name: string; column_type: string}>(
    `describe select * from ${parquet(path)}`,
  );
  const rows = await workspace.value<number>(`select count(*) from ${parquet(path)}`);
  return {
    relation: `(select * exclude (file_row_number), file_row_number + 1 as row_number
      from ${parquet(path, ', file_row_number = true')})`,
    types: new Map(described.map((c) => [c.column_name, c.column_type])),
    rows,
    isFile: true,
  };
}

/** Every cell as text: what a cell means is judged by the contract, not guessed from the file. */
async function readCsv(
  workspace: Workspace,
  path: string,
  name: string,
  check: (names: readonly string[]) => void,
): Promise<Map<string, string>> {
  const {header, rows, hasQuotes} = await readCsvShape(path);
  check(header);
  const columns = header.map((_, i) => `c${i}: 'VARCHAR'`).join(', ');
  const named = header.map((column, i) => `c${i} as ${identifier(column)}`).join(', ');
  // two threads may disagree about where a row begins when a quoted cell holds a line end
  await workspace.run(`
    create or replace temp table ${name} as
    select ${named} from read_csv(${literal(path)}, auto_detect = false, header = true, columns = {${columns}},
      delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true, null_padding = false,
      hive_partitioning = false, parallel = ${!hasQuotes})`);
  const read = await workspace.value<number>(`select count(*) from ${name}`);
  if (read !== rows) throw new CsvFault(`${rows} rows of which ${read} can be read`, 1);
  return new Map(header.map((column) => [column, 'VARCHAR']));
}

/** What was expected and where it went wrong, without the place itself: it may hold personal values. */
function whatAndWhy(format: DeliveredTable['format'], error: unknown): string {
  const message = firstLine(error);
  switch (format) {
    case 'arrow':
      return error instanceof ArrowFault
        ? `Arrow IPC: ${message}`
        : 'Arrow IPC; expected a whole file or stream';
    case 'csv': {
      if (error instanceof CsvFault) return `CSV (RFC 4180, UTF-8): line ${error.line}: ${error.message}`;
      const line = /Line: (\d+)/.exec(message)?.[1];
      return `CSV (RFC 4180, UTF-8)${line ? `: see line ${line}` : ''}`;
    }
    case 'parquet':
      return `Parquet: ${message.replace(/"[^"]*"|'[^']*'/g, '…').slice(0, 120)}`;
  }
}
