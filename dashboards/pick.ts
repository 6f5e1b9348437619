import {num} from '../src/site/arrow-rows.js';
import {hiddenSign, isHidden} from '../src/site/cells.js';
import type {Choice, PageContext, Row, Rows} from '../src/site/page.js';

/** Rows of the chosen year. */
export const ofYear = (rows: Rows | undefined, year: number): Rows =>
  (rows ?? []).filter((row) => row.reference_year === year);

/** Rows of the chosen year and breakdown. */
export const ofChoice = (rows: Rows | undefined, choice: Choice): Rows =>
  ofYear(rows, choice.year).filter((row) => row.dimension === choice.dimension);

/** Rows about everybody together. */
export const ofEverybody = (rows: Rows | undefined): Rows =>
  (rows ?? []).filter((row) => row.dimension === 'by_total');

/** The rows of one category, in their order. */
export const ofCategory = (rows: Rows, category: string): Rows =>
  rows.filter((row) => row.category === category);

/** Distinct values of a column, in order of appearance. */
export function distinct(rows: Rows, key: string): string[] {
  return [...new Set(rows.map((row) => String(row[key])))];
}

/** The Dutch name of the chosen breakdown, for the middle of a sentence. */
export const dimensionName = ({dimensions, choice}: PageContext): string =>
  (dimensions[choice.dimension] ?? choice.dimension).toLowerCase();

/** The chosen breakdown at the end of a title: `per leeftijd`; groups that are no kind of thing are named themselves. */
export const perDimension = (context: PageContext): string =>
  context.choice.dimension === 'by_return'
    ? 'van nieuwe en terugkerende rechthebbenden'
    : `per ${dimensionName(context)}`;

/** The row with the largest value of a column; rows without one are passed over. */
export function largest(rows: Rows, key: string): Row | undefined {
  return rows.reduce<Row | undefined>((best, row) => {
    const value = row[key];
    if (typeof value !== 'number') return best;
    return best === undefined || value > Number(best[key]) ? row : best;
  }, undefined);
}

/** A row with one number divided by another; hidden as soon as either of them is. */
export function withShare(row: Row, key: string, part: string, whole: string): Row {
  const share = num(row, part) / num(row, whole);
  const hides = isHidden(row, part) || isHidden(row, whole);
  return {
    ...row,
    [key]: Number.isFinite(share) ? share : null,
    hidden: hides ? `${row.hidden ?? ''} ${key}`.trim() : (row.hidden ?? ''),
  };
}

/** What a bar or key number says of a cell: the sign of a hidden one is never a zero. */
export const shownOr = (row: Row | undefined, key: string, format: (value: number) => string): string =>
  row !== undefined && isHidden(row, key) ? hiddenSign : format(num(row, key));

/** Whether a sentence about the most or the least would pass over rows that are hidden: it then speaks of those shown. */
export const someHidden = (rows: Rows, key: string): boolean => rows.some((row) => isHidden(row, key));

/** A length to draw; what is hidden or missing has none. */
export const length = (row: Row | undefined, key: string): number => {
  const value = num(row, key);
  return Number.isNaN(value) ? 0 : value;
};
