import {readFileSync} from 'node:fs';
import {z} from 'zod';
import {JobbonusError} from '../errors.js';
import {filesIn, rooms, shown} from '../house.js';
import {parseYaml} from '../yaml.js';

/** Why a row does not load, in the order in which the first that applies is named (contract §1). */
export const reasons = [
  'unreadable_value',
  'not_finite_or_too_large',
  'null_required',
  'out_of_range',
  'unknown_value',
  'quarter_outside_year',
  'duplicate_key',
  'orphan',
] as const;

export type Reason = (typeof reasons)[number];

const column = z.strictObject({
  type: z.enum([
    'pseudonym',
    'text',
    'integer',
    'year',
    'quarter',
    'decimal',
    'boolean',
    'date',
    'timestamp',
  ]),
  label: z.string(),
  /** Zone of the DmfA glossary. */
  zone: z.string().optional(),
  unit: z.string().optional(),
  nullable: z.boolean().default(false),
  /** Exact number of characters of a text. */
  length: z.int().positive().optional(),
  precision: z.int().positive().optional(),
  scale: z.int().nonnegative().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Exclusive lower bound. */
  above: z.number().optional(),
  values: z.array(z.union([z.string(), z.int()])).optional(),
});

const table = z.strictObject({
  title: z.string(),
  grain: z.string(),
  key: z.array(z.string()).min(1),
  parent: z.strictObject({table: z.string(), columns: z.array(z.string())}).optional(),
  columns: z.record(z.string(), column),
  /** Conditions over the whole row: `when` is SQL that is true for a bad row. */
  rows: z.array(z.strictObject({reason: z.enum(reasons), when: z.string(), because: z.string()})).default([]),
});

const contract = z.strictObject({
  source: z.string(),
  title: z.string(),
  supplier: z.string(),
  legal_basis: z.string(),
  purpose: z.string(),
  /** `year`: a delivery is of one reference year. `stream`: events of all years, `full` replaces all. */
  per: z.enum(['year', 'stream']),
  /** A full delivery must hold every table. */
  complete_when_full: z.boolean().default(false),
  tables: z.record(z.string(), table),
});

export type ColumnContract = z.infer<typeof column> & {readonly name: string};

export interface TableContract {
  readonly source: string;
  readonly name: string;
  readonly title: string;
  readonly grain: string;
  readonly key: readonly string[];
  readonly parent?: {readonly table: string; readonly columns: readonly string[]} | undefined;
  readonly columns: readonly ColumnContract[];
  readonly rows: readonly {readonly reason: Reason; readonly when: string; readonly because: string}[];
}

export interface SourceContract {
  readonly source: string;
  readonly title: string;
  readonly supplier: string;
  readonly legal_basis: string;
  readonly purpose: string;
  readonly per: 'year' | 'stream';
  readonly complete_when_full: boolean;
  /** Parents stand before their children, so that a child can look up what was kept. */
  readonly tables: readonly TableContract[];
}

/** The name of a loaded table in the database: `sources.dmfa__employment_lines`. */
export const relationOf = (table: TableContract): string => `${table.source}__${table.name}`;

/**
 * With what the rows of a table end: with their whole delivery, each with its own reference year, each with the last
 * year of its person, or with nothing because they are about nobody.
 */
export type End = 'delivery' | 'row' | 'person' | 'never';

export function endOf(source: Pick<SourceContract, 'per'>, table: Pick<TableContract, 'columns'>): End {
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  if (source.per === 'year') return 'delivery';
  if (has('reference_year')) return 'row';
  return has('person_id') ? 'person' : 'never';
}

/**
 * Every contract with a supplier, from `pipelines/sources`.
 *
 * @returns by source name, in the order of the folder
 * @throws {JobbonusError} `CONTRACT`, naming file and field
 */
export function readContracts(folder: string = rooms.sources): ReadonlyMap<string, SourceContract> {
  return new Map(
    filesIn(folder, '.yaml')
      .map(readContract)
      .map((c) => [c.source, c]),
  );
}

function readContract(path: string): SourceContract {
  const result = contract.safeParse(parseYaml(readFileSync(path, 'utf8'), path));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new JobbonusError('CONTRACT', `${shown(path)}: ${issue.path.join('.')}: ${issue.message}`);
  }
  const {tables, ...rest} = result.data;
  return {
    ...rest,
    tables: Object.entries(tables).map(([name, t]) => ({
      ...t,
      source: rest.source,
      name,
      columns: Object.entries(t.columns).map(([columnName, c]) => ({...c, name: columnName})),
    })),
  };
}

/** The DuckDB type that holds a column of the contract exactly. */
export function duckType(c: ColumnContract): string {
  switch (c.type) {
    case 'pseudonym':
    case 'text':
      return 'VARCHAR';
    case 'integer':
    case 'year':
    case 'quarter':
      return 'INTEGER';
    case 'decimal':
      return `DECIMAL(${c.precision},${c.scale})`;
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP WITH TIME ZONE';
  }
}
