import {identifier, literal} from '../db/text.js';
import {compare, everybody, type Family} from './register.js';

/**
 * One cell of the closed list: everybody of a reference year who shares the levels of a family. Counts are exact;
 * nothing of this type may leave.
 */
export interface Cell {
  readonly year: number;
  readonly family: Family;
  /** One level per dimension of the family. */
  readonly levels: readonly string[];
  /** Code-point order of ids is the order of every tie. */
  readonly id: string;
  /** People with a right (N). */
  readonly entitled: number;
  /** Of them, without a known account (U). */
  readonly notRegistered: number;
  readonly entitledCents: number;
  readonly notRegisteredCents: number;
  /** The largest and the second amount that somebody of the cell has a right to, and that wait in it. */
  readonly entitledMost: MostCents;
  readonly notRegisteredMost: MostCents;
}

/** The two largest amounts of a cell; nothing where there are fewer. */
export type MostCents = readonly [largest: number, second: number];

export const noMost: MostCents = [0, 0];

/** Between the names of the dimensions of a family, and between the levels of a cell. */
export const familySeparator = ' ';
export const levelSeparator = ' · ';

/** The name of a family, as it stands in a column `dimension`. */
export const familyName = (family: Family): string =>
  family.length === 0 ? everybody : family.join(familySeparator);

/** The name of a cell within its family, as it stands in a column `category`. */
export const cellName = (levels: readonly string[]): string =>
  levels.length === 0 ? 'Iedereen' : levels.join(levelSeparator);

export const cellId = (year: number, family: Family, levels: readonly string[]): string =>
  `${year}|${familyName(family)}|${cellName(levels)}`;

/**
 * SQL that counts every cell of the closed list that holds anybody, in one pass over the people.
 *
 * @param relation one row per person: `reference_year`, `payable_cents`, `registered_on` and the dimensions as `by_…`
 * @param measures further aggregates, as SQL for the select list
 */
export const countingSql = (
  relation: string,
  families: readonly Family[],
  measures: readonly string[] = [],
): string =>
  groupingSql(relation, families, [
    'count(*)::integer as entitled',
    'count(*) filter (registered_on is null)::integer as not_registered',
    ...measures,
    'sum(payable_cents)::bigint as entitled_cents',
    'coalesce(sum(payable_cents - paid_cents) filter (registered_on is null), 0)::bigint as not_registered_cents',
    'max(payable_cents, 2) as entitled_most',
    'max(payable_cents, 2) filter (registered_on is null) as not_registered_most',
  ]);

/**
 * SQL that sums up the people of every cell of the closed list, in one pass over them.
 *
 * @param relation one row per person: `reference_year` and the dimensions as `by_…`
 * @param measures aggregates, as SQL for the select list
 */
export function groupingSql(
  relation: string,
  families: readonly Family[],
  measures: readonly string[],
): string {
  const dimensions = [...new Set(families.flat())].sort(compare);
  const sets = families.map((f) => `(${['reference_year', ...f.map(identifier)].join(', ')})`);
  const isIn = (dimension: string): string => `grouping(${identifier(dimension)}) = 0`;
  const name = dimensions.map((d) => `if(${isIn(d)}, ${literal(d)}, null)`).join(', ');
  const levels = dimensions.map((d) => `if(${isIn(d)}, ${identifier(d)}, null)`).join(', ');
  return `
    select
      reference_year,
      ${dimensions.length === 0 ? `''` : `concat_ws(${literal(familySeparator)}, ${name})`} as family,
      ${dimensions.length === 0 ? '[]::varchar[]' : `list_filter([${levels}], lambda level : level is not null)`} as levels,
      ${measures.join(',\n      ')}
    from ${relation}
    group by grouping sets (${sets.join(', ')})
    order by all`;
}

/** A row of {@link countingSql}. */
export interface CountedRow extends Record<string, unknown> {
  readonly reference_year: number;
  readonly family: string;
  readonly levels: readonly string[];
  readonly entitled: number;
  readonly not_registered: number;
  readonly entitled_cents: number;
  readonly not_registered_cents: number;
  readonly entitled_most: readonly number[] | null;
  readonly not_registered_most: readonly number[] | null;
}

export function cellOf(row: CountedRow): Cell {
  const family = row.family === '' ? [] : row.family.split(familySeparator);
  return {
    year: row.reference_year,
    family,
    levels: row.levels,
    id: cellId(row.reference_year, family, row.levels),
    entitled: row.entitled,
    notRegistered: row.not_registered,
    entitledCents: Number(row.entitled_cents),
    notRegisteredCents: Number(row.not_registered_cents),
    entitledMost: mostOf(row.entitled_most),
    notRegisteredMost: mostOf(row.not_registered_most),
  };
}

const mostOf = (amounts: readonly number[] | null): MostCents => [
  Number(amounts?.[0] ?? 0),
  Number(amounts?.[1] ?? 0),
];

/** One additive relation: the parts, together, are the whole. */
export interface Sum {
  readonly whole: Cell;
  readonly parts: readonly Cell[];
}

/**
 * Every additive relation between cells of a list: each family over each of its dimensions, and a finer dimension
 * over the coarser one it lies within.
 *
 * @param within by finer dimension, the coarser; both families must be on the list
 * @param levelWithin the coarser level of a finer one
 */
export function sumsOf(
  cells: readonly Cell[],
  within: Readonly<Record<string, string>> = {},
  levelWithin: (dimension: string, level: string) => string | undefined = () => undefined,
): Sum[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const parts = new Map<string, Cell[]>();
  for (const cell of cells) {
    cell.family.forEach((dimension, i) => {
      const whole = wholeOf(cell, i, within[dimension], levelWithin(dimension, cell.levels[i]!), byId);
      if (!whole) return;
      const key = `${whole.id}|${familyName(cell.family)}|${dimension}`;
      const list = parts.get(key) ?? [];
      parts.set(key, list);
      list.push(cell);
    });
  }
  return [...parts].map(([key, list]) => ({
    whole: byId.get(key.split('|').slice(0, 3).join('|'))!,
    parts: list,
  }));
}

/** The cell that a cell is a part of when one of its dimensions is summed away, or read more coarsely. */
function wholeOf(
  cell: Cell,
  at: number,
  coarser: string | undefined,
  coarserLevel: string | undefined,
  byId: ReadonlyMap<string, Cell>,
): Cell | undefined {
  if (coarser !== undefined && coarserLevel !== undefined) {
    const read = byId.get(
      cellId(cell.year, cell.family.with(at, coarser), cell.levels.with(at, coarserLevel)),
    );
    if (read) return read;
  }
  return byId.get(
    cellId(
      cell.year,
      cell.family.filter((_, j) => j !== at),
      cell.levels.filter((_, j) => j !== at),
    ),
  );
}
