import writeXlsxFile from 'write-excel-file/node';
import type {Plain} from '../db/plain.js';
import type {Workspace} from '../db/workspace.js';
import {misused} from '../errors.js';

/** What an Excel sheet holds, header included. */
const maxRows = 1_048_576;

/**
 * Write the result of a query as an Excel workbook of one sheet.
 *
 * Text is always a text cell: a value that begins with `=` never becomes a formula. Excel itself keeps numbers as
 * binary fractions with 15 digits, which holds every amount here to the cent.
 *
 * @throws {JobbonusError} exit 2 when the rows do not fit a sheet
 */
export async function writeWorkbook(
  workspace: Workspace,
  sql: string,
  path: string,
  name: string,
): Promise<number> {
  const described = await workspace.rows<{column_name: string; column_type: string}>(`describe ${sql}`);
  const rows = await workspace.value<number>(`select count(*) from (${sql})`);
  if (rows >= maxRows) {
    throw misused(
      'TOO_MANY_ROWS',
      `export ${name} has ${rows} rows and an Excel sheet holds ${maxRows - 1}; choose --format csv or parquet, or one --year`,
    );
  }
  const columns = described.map((c) => ({name: c.column_name, cell: cellOf(c.column_type)}));
  const found = await workspace.rows<Record<string, Plain>>(sql);
  await writeXlsxFile(
    [
      columns.map((c) => ({value: c.name, type: String, fontWeight: 'bold' as const})),
      ...found.map((row) => columns.map((c) => (row[c.name] === null ? null : c.cell(row[c.name] as never)))),
    ],
    {sheet: name, stickyRowsCount: 1},
  ).toFile(path);
  return rows;
}

type Cell =
  | {value: string; type: StringConstructor}
  | {value: number; type: NumberConstructor; format?: string}
  | {value: Date; type: DateConstructor; format: string}
  | {value: boolean; type: BooleanConstructor};

function cellOf(type: string): (value: string | number | boolean) => Cell {
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) {
    const format = `#,##0${scale === '0' ? '' : `.${'0'.repeat(Number(scale))}`}`;
    return (value) => ({value: Number(value), type: Number, format});
  }
  if (/INT|DOUBLE|FLOAT/.test(type)) return (value) => ({value: Number(value), type: Number});
  if (type === 'DATE')
    return (value) => ({value: new Date(`${String(value)}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy'});
  if (type === 'BOOLEAN') return (value) => ({value: Boolean(value), type: Boolean});
  return (value) => ({value: String(value), type: String});
}
