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

/** The row with the largest value of a column; rows without one are passed over. */
export function largest(rows: Rows, key: string): Row | undefined {
  return rows.reduce<Row | undefined>((best, row) => {
    const value = row[key];
    if (typeof value !== 'number') return best;
    return best === undefined || value > Number(best[key]) ? row : best;
  }, undefined);
}
