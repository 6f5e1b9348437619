import {Type, tableFromIPC} from '@uwdata/flechette';
import type {Row, Rows, Value} from './page.js';

/**
 * The rows of an Arrow file, on the server and in the browser alike: what a page prints and what it draws come
 * from the same bytes. Decimals become numbers, which hold euros with cents exactly up to 90,000 billion; days
 * become ISO text.
 */
export function rowsFromArrow(bytes: ArrayBuffer | Uint8Array): Rows {
  const table = tableFromIPC(bytes);
  const columns = table.schema.fields.map((field, i) => ({
    name: field.name,
    isDay: field.type.typeId === Type.Date,
    isInstant: field.type.typeId === Type.Timestamp,
    values: table.getChildAt(i),
  }));
  return Array.from({length: table.numRows}, (_, row): Row => {
    const cells: Record<string, Value> = {};
    for (const column of columns) {
      const value = column.values.at(row) as Value;
      if (value === null || value === undefined) cells[column.name] = null;
      else if (column.isDay) cells[column.name] = new Date(Number(value)).toISOString().slice(0, 10);
      else if (column.isInstant) cells[column.name] = new Date(Number(value)).toISOString();
      else cells[column.name] = value;
    }
    return cells;
  });
}

/** A number of a row; NaN where there is none, so that a missing value never counts as zero. */
export function num(row: Row | undefined, key: string): number {
  const value = row?.[key];
  return typeof value === 'number' ? value : Number.NaN;
}

/** A text of a row; empty where there is none. */
export function text(row: Row | undefined, key: string): string {
  const value = row?.[key];
  return value === null || value === undefined ? '' : String(value);
}
