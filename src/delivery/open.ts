import {createReadStream} from 'node:fs';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {firstLine, JobbonusError, refused} from '../errors.js';
import {readArrow} from './arrow-in.js';
import type {DeliveredTable} from './manifest.js';

/** A delivered table that the database can look at. */
export interface OpenTable {
  /** SQL relation of the delivered columns plus `row_number`, 1-based in file order. */
  readonly relation: string;
  /** Delivered type per column, in the file's order. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: number;
}

/**
 * Open a delivered file: Parquet in place, CSV and Arrow through a temporary table.
 *
 * @param path where the bytes lie
 * @param name of the temporary table
 * @throws {JobbonusError} exit 3 when the file cannot be read as what its extension says
 */
export async function openTable(
  workspace: Workspace,
  table: DeliveredTable,
  path: string,
  name: string,
): Promise<OpenTable> {
  try {
    if (table.format === 'parquet') return await openParquet(workspace, path);
    const types =
      table.format === 'csv' ? await readCsv(workspace, path, name) : await readArrow(workspace, path, name);
    const rows = await workspace.value<number>(`select count(*) from ${name}`);
    const columns = [...types.keys()].filter((c) => types.get(c) !== undefined).map((c) => identifier(c));
    // a temporary table keeps the order of the file, and its rowid counts it
    const relation = `(select rowid + 1 as row_number, ${columns.join(', ')} from ${name})`;
    return {relation, types, rows};
  } catch (error) {
    if (error instanceof JobbonusError) throw error;
    const kind = {parquet: 'Parquet', arrow: 'Arrow IPC', csv: 'CSV'}[table.format];
    throw refused('UNREADABLE', `${table.file} cannot be read as ${kind}${whereAndWhy(table, error)}`);
  }
}

async function openParquet(workspace: Workspace, path: string): Promise<OpenTable> {
  const file = literal(path);
  const described = await workspace.rows<{column_name: string; column_type: string}>(
    `describe select * from read_parquet(${file})`,
  );
  const rows = await workspace.value<number>(`select count(*) from read_parquet(${file})`);
  return {
    relation: `(select * exclude (file_row_number), file_row_number + 1 as row_number
      from read_parquet(${file}, file_row_number = true))`,
    types: new Map(described.map((c) => [c.column_name, c.column_type])),
    rows,
  };
}

/** Every cell as text: what a cell means is judged by the contract, not guessed from the file. */
async function readCsv(workspace: Workspace, path: string, name: string): Promise<Map<string, string>> {
  const header = await firstRecord(path);
  if (new Set(header).size !== header.length) throw new CsvFault('two columns have the same name', 1);
  const columns = header.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ');
  await workspace.run(`
    create or replace temp table ${name} as
    from read_csv(${literal(path)}, auto_detect = false, header = true, columns = {${columns}},
      delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true, null_padding = false)`);
  return new Map(header.map((column) => [column, 'VARCHAR']));
}

class CsvFault extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** The header, by RFC 4180; a byte order mark before it is no part of the first name. */
async function firstRecord(path: string): Promise<string[]> {
  const cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  let text = '';
  for await (const piece of createReadStream(path, {encoding: 'utf8', end: 1 << 20})) text += piece;
  for (const [i, character] of [...text.replace(/^\uFEFF/, '')].entries()) {
    if (inQuotes) {
      if (character === '"') inQuotes = false;
      else cell += character;
    } else if (character === '"' && cell === '') {
      inQuotes = true;
    } else if (character === ',') {
      cells.push(cell);
      cell = '';
    } else if (character === '\n' || character === '\r') {
      if (i === 0) throw new CsvFault('the header is empty', 1);
      break;
    } else {
      cell += character;
    }
  }
  if (text === '') throw new CsvFault('the file is empty', 1);
  return [...cells, cell];
}

/** Where it went wrong, without the line itself: DuckDB quotes it, and it may hold personal values. */
function whereAndWhy(table: DeliveredTable, error: unknown): string {
  if (error instanceof CsvFault) return `: line ${error.line}: ${error.message}`;
  const message = firstLine(error);
  if (table.format === 'csv') {
    const line = /Line: (\d+)/.exec(message)?.[1];
    return line
      ? ` (RFC 4180, comma, UTF-8): see line ${line}`
      : ' (RFC 4180, comma, UTF-8, line ends all LF or all CRLF)';
  }
  return `: ${message.replace(/"[^"]*"|'[^']*'/g, '…').slice(0, 120)}`;
}
