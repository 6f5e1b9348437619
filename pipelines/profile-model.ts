import type {GivenRow} from '../src/models/estimate.js';
import {fitLogistic, type GroupedRow, type LogisticFit} from '../src/statistics/logistic.js';

/** What the regression on who has no account holds equal. */
export const profileDimensions = [
  'by_age',
  'by_sex',
  'by_province',
  'by_wage_band',
  'by_work_fraction',
  'by_sector',
  'by_return',
] as const;

/** Everybody of a year, counted by all characteristics of the regression together. */
export const profileQuestion = `
      select reference_year, ${profileDimensions.join(', ')},
        count(*)::integer as total, count(*) filter (registered_on is null)::integer as hits
      from intermediate.people_profiled
      group by all order by all`;

/** Levels with fewer people have no effect of their own worth a number; their people count with the reference. */
export const smallestLevel = 100;

export interface Level {
  readonly dimension: string;
  readonly category: string;
  readonly total: number;
  readonly hits: number;
}

export interface ProfileModel {
  readonly levels: readonly Level[];
  /** By dimension, the level that others are compared with: the largest. */
  readonly references: ReadonlyMap<string, Level | undefined>;
  /** By `dimension|category`, the column of the regression. */
  readonly columnOf: ReadonlyMap<string, number>;
  readonly rows: readonly GroupedRow[];
  /** A small year may not carry a regression. */
  readonly fit: LogisticFit | undefined;
}

/** The logistic regression of who has no account on all characteristics together, main effects only. */
export function profileModel(groups: readonly GivenRow[]): ProfileModel {
  const levels = levelsOf(groups);
  const references = new Map(
    profileDimensions.map((d) => [d as string, largestOf(levels.filter((l) => l.dimension === d))]),
  );
  const columnOf = new Map<string, number>();
  for (const {dimension, category, total} of levels)
    if (category !== references.get(dimension)?.category && total >= smallestLevel)
      columnOf.set(`${dimension}|${category}`, columnOf.size + 1);
  const rows = groups.map((group): GroupedRow => {
    const columns = profileDimensions.flatMap((d) => columnOf.get(`${d}|${String(group[d])}`) ?? []);
    return {
      columns: [0, ...columns],
      values: [1, ...columns.map(() => 1)],
      total: Number(group.total),
      hits: Number(group.hits),
    };
  });
  return {levels, references, columnOf, rows, fit: fitOf(rows, columnOf.size + 1)};
}

function fitOf(rows: readonly GroupedRow[], width: number): LogisticFit | undefined {
  try {
    return fitLogistic(rows, width);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function levelsOf(groups: readonly GivenRow[]): Level[] {
  const key = ({dimension, category}: Level): string => `${dimension}|${category}`;
  const levels = profileDimensions.flatMap((dimension) => {
    const counts = new Map<string, {total: number; hits: number}>();
    for (const group of groups) {
      const category = String(group[dimension]);
      const count = counts.get(category) ?? {total: 0, hits: 0};
      counts.set(category, count);
      count.total += Number(group.total);
      count.hits += Number(group.hits);
    }
    return [...counts].map(([category, count]): Level => ({dimension, category, ...count}));
  });
  return levels.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const largestOf = (levels: readonly Level[]): Level | undefined =>
  [...levels].sort((a, b) => b.total - a.total || (a.category < b.category ? -1 : 1))[0];
