import type {Cell, Row} from './rows.js';

/** Cells of an RFC 4180 text, header included; quoted cells may hold commas, quotes and line ends. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text);
    if (!match) throw new Error(`unreadable CSV near character ${cell.lastIndex}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    lines.push(cells);
    cells = [];
  }
  return lines;
}

/** Rows of a CSV with a header, as records of text. */
export function parseCsvRecords(text: string): Record<string, string>[] {
  const [header = [], ...lines] = parseCsv(text);
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

/** A CSV of these columns, in this order; null is an empty cell. */
export function formatCsv(columns: readonly string[], rows: readonly Row[], lineEnd: '\n' | '\r\n'): string {
  const lines = rows.map((row) => columns.map((column) => formatCell(row[column] ?? null)).join(','));
  return [columns.join(','), ...lines, ''].join(lineEnd);
}

function formatCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
