import {count, dash, decimal, euro, percent, points, shortDay, signed, wholeEuro} from '../format.js';
import type {CellKind, Row, TableColumn, Value} from './page.js';

/** Stands for a cell that is hidden because it is about too few people. */
export const hiddenSign = 'x';

/** Whether a cell of a published row was hidden on the way out. */
export function isHidden(row: Row, key: string): boolean {
  const hidden = row.hidden;
  return typeof hidden === 'string' && hidden !== '' && hidden.split(' ').includes(key);
}

/** Whether a cell shows the sign, by itself or because the page wrote it out. */
export function showsHidden(row: Row, {key, kind}: Pick<TableColumn, 'key' | 'kind'>): boolean {
  return isHidden(row, key) || (kind === 'written' && String(row[key]).split(' ')[0] === hiddenSign);
}

/** Stands for a public count of fewer people than the figures are rounded to. */
export const fewSign = '<10';

/** What stands for a rounded cell that is too small, or too near nobody or everybody, to print as a number. */
export function roundedSign(row: Row, key: string): string | undefined {
  const few = typeof row.few === 'string' ? row.few.split(' ') : [];
  if (few.includes(key)) return fewSign;
  if (few.includes(`${key}<`)) return '<1%';
  return few.includes(`${key}>`) ? '>99%' : undefined;
}

/**
 * A cell as the reader sees it.
 *
 * @param columns of its table: cells of kind `number` in one row are of one measure and have as many decimals
 */
export function cellText(
  row: Row,
  key: string,
  kind: CellKind,
  columns: readonly Pick<TableColumn, 'key' | 'kind'>[] = [],
): string {
  if (isHidden(row, key)) return hiddenSign;
  const rounded = roundedSign(row, key);
  if (rounded !== undefined) return rounded;
  const value = row[key] ?? null;
  if (kind === 'about' && value !== null) return percent(Number(value), Number(row.decimals ?? 1));
  return kind === 'number' && value !== null
    ? decimal(String(value), Math.max(decimalsOf(value), ...numbersOf(row, columns).map(decimalsOf)))
    : valueText(value, kind);
}

const numbersOf = (row: Row, columns: readonly Pick<TableColumn, 'key' | 'kind'>[]): Value[] =>
  columns.filter(({key, kind}) => kind === 'number' && !isHidden(row, key)).map(({key}) => row[key] ?? null);

/** Decimals of a number, without zeros that say nothing: a board holds counts, days and euro below each other. */
const decimalsOf = (value: Value): number => /\.(\d*?)0*$/.exec(String(value))?.[1]?.length ?? 0;

export function valueText(value: Value, kind: CellKind): string {
  if (value === null || value === '') return kind === 'text' ? '' : dash;
  switch (kind) {
    case 'count':
      return count(Number(value));
    case 'euro':
      return euro(typeof value === 'number' ? value.toFixed(2) : String(value));
    case 'euros':
      return wholeEuro(String(value));
    case 'percent':
    case 'about':
      return percent(Number(value));
    case 'points':
      return signed(points(Number(value)));
    case 'day':
      return shortDay(String(value));
    case 'number':
      return decimal(String(value), decimalsOf(value));
    case 'text':
    case 'written':
      return String(value);
  }
}
