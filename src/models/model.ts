import {readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {z} from 'zod';
import {literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {readRegister} from '../disclosure/register.js';
import {JobbonusError} from '../errors.js';
import {filesIn, rooms, shown} from '../house.js';
import type {Computation} from './estimate.js';
import {readSqlFile} from './sql-file.js';

const column = z.strictObject({
  label: z.string().optional(),
  unit: z.string().optional(),
  meaning: z.string().optional(),
  /** On a published table: the counts of persons this figure is about; it is hidden when one of them is too few. */
  of: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** On a published table: the counts this count is a part of, or lies beside; too small a difference hides it as well. */
  within: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** On a published table: other columns are judged by it, and it does not leave. */
  stays: z.literal(true).optional(),
  /**
   * On a published table by `dimension` and `category`: which count of the closed list of cells this figure is, as
   * SQL that gives `entitled` or `parts` (with and without an account). It is shown where that count is.
   */
  cell: z.string().optional(),
  /**
   * On a published table: the rows of a year add up to a count that is shown, so one hidden row is not enough. With
   * columns of the key, the rows of a year that are alike in them do.
   */
  adds: z.union([z.literal(true), z.array(z.string()).min(1)]).optional(),
  /**
   * On a published table: the populations within each other that this count or amount is one of, as SQL that gives
   * their name or null. Two of them in one year, wherever they stand, differ by nothing or by what enough people make.
   */
  nests: z.string().optional(),
});

export type ModelColumn = z.infer<typeof column>;

const listOf = (names: string | readonly string[] = []): readonly string[] =>
  typeof names === 'string' ? [names] : names;

/** The counts that a count lies within, or beside. */
export const wholesOf = (column: Pick<ModelColumn, 'within'>): readonly string[] => listOf(column.within);

/** The columns that a figure is about. */
export const aboutOf = (column: Pick<ModelColumn, 'of'> | undefined): readonly string[] => listOf(column?.of);

export const modelHeader = z.strictObject({
  /** Dutch, of a published table: what a reader calls it. */
  title: z.string().optional(),
  /** What a row is. */
  grain: z.string(),
  key: z.array(z.string()).min(1),
  /** `year`: built for one reference year at a time. `all`: built once over all years. */
  per: z.enum(['year', 'all']).default('year'),
  /** A view stores nothing and is always fresh. */
  view: z.boolean().default(false),
  /** Every row depends on one person only, so the model may be built person range by person range. */
  slices: z.literal('person').optional(),
  /**
   * Every row belongs to the person of its `person_key` and depends on that person's rows only: when a delivery
   * touches few persons, only their rows are made again.
   */
  patch: z.literal('person').optional(),
  /**
   * The column that counts the rows a group is made of, of a table that groups rows of persons by its key: every
   * other column is a sum of whole numbers or of cents, which each person adds to by that person's rows alone; never
   * null, no distinct, no extreme, no quotient. When a delivery touches few persons, what they counted for is taken
   * away and what they count for now is added. What it reads that is not of persons must not change with them.
   */
  sums: z.string().optional(),
  /** A relation with a `person_key`: only the deliveries about those persons are looked at. */
  narrow: z.string().optional(),
  /** A relation with exactly as many rows: nobody is lost. */
  rows: z.string().optional(),
  law: z.string().optional(),
  note: z.string().optional(),
  /** An export of personal data to another body: it asks for purpose and recipient and leaves a trace. */
  discloses: z.boolean().default(false),
  /**
   * A course in time, of a published table: small steps are merged before it leaves. `totals` count everybody up to a
   * step, `events` those of the step itself.
   */
  course: z
    .strictObject({
      step: z.string(),
      totals: z.array(z.string()).optional(),
      events: z.array(z.string()).optional(),
      /** Day on which a step ends, and the published table that tells of the same people day by day. */
      ends_on: z.string().optional(),
      finer: z.string().optional(),
      /** The published table that tells of the same people in longer steps: no day is gathered across their ends. */
      coarser: z.string().optional(),
    })
    .optional(),
  /** Published to the site, after suppression. */
  publish: z.boolean().default(false),
  /** No other model reads it and only pages show it: made when pages are built, not by every run. */
  pagesOnly: z.boolean().default(false),
  columns: z.record(z.string(), column).default({}),
  /** Conditions that hold for every row; null fails too. */
  checks: z.array(z.string()).default([]),
});

export interface Model extends z.infer<typeof modelHeader> {
  readonly schema: string;
  readonly name: string;
  /** `schema.name` */
  readonly relation: string;
  readonly path: string;
  readonly sql: string;
  /** Every relation with a schema that the query names. */
  readonly named: readonly string[];
  /** Those, and the models whose rows of the year before it names: they must be there before it. */
  readonly reads: readonly string[];
  /** Computed in TypeScript; `sql` then only gives its columns. */
  readonly computation?: Computation;
}

/** Folders under `sql` whose files are relations, and whether they are views by nature. */
const layers = [
  {schema: 'staging', views: true},
  {schema: 'intermediate', views: false},
  {schema: 'marts', views: false},
  {schema: 'exports', views: true},
] as const;

/** The schema that shows a relation's rows of the year before under the year they precede. */
export const previousYear = 'previous_year';

/** The schema that shows a delivered table as every delivery held it, with the instant of the delivery. */
export const everDelivered = 'delivered';

/**
 * Every model of the house, in the order of its folders.
 *
 * @param workspace only used to parse: which relations a query reads is asked of DuckDB's own parser
 * @throws {JobbonusError} `SQL_FILE`, `SQL_SYNTAX`
 */
export async function readModels(workspace: Workspace, folder: string = rooms.sql): Promise<Model[]> {
  const files = layers.flatMap((layer) =>
    filesIn(join(folder, layer.schema), '.sql').map((path) => ({
      ...readSqlFile(path, modelHeader),
      path,
      layer,
    })),
  );
  await parseQueries(workspace, files);
  const models: Model[] = [];
  for (const {header, sql, path, layer} of files) {
    const name = basename(path, '.sql');
    const named = await relationsRead(workspace, sql, path);
    models.push({
      ...header,
      view: layer.views || header.view,
      schema: layer.schema,
      name,
      relation: `${layer.schema}.${name}`,
      path,
      sql,
      named,
      reads: named,
    });
  }
  return models;
}

/** The thresholds of the register that models go by, and the macros of `sql/macros`, as the statements that make them. */
export function readMacros(): string[] {
  const {smallest_count, smallest_group} = readRegister().thresholds;
  const thresholds = Object.entries({smallest_count, smallest_group});
  return [
    ...thresholds.map(([name, value]) => `create or replace macro ${name}() as ${value}`),
    ...statementsIn('macros'),
  ];
}

/**
 * The closed lists of `sql/types`, one a file, as the statements that make them. Text of a closed list is stored as a
 * number of the list, which is written and grouped several times quicker; queries read and compare it as text. A list
 * stands in the order of the alphabet, so that it sorts as text does.
 */
export const readTypes = (): string[] => statementsIn('types');

const statementsIn = (room: string): string[] =>
  filesIn(join(rooms.sql, room), '.sql').map(
    (path) => readSqlFile(path, z.strictObject({meaning: z.string()})).sql,
  );

/** A code list of `sql/codes`: the name of its table, and the file. */
export interface CodeFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** The code lists of `sql/codes`. */
export function codeFiles(folder: string = join(rooms.sql, 'codes')): CodeFile[] {
  return filesIn(folder, '.csv').map((path) => ({
    name: basename(path, '.csv'),
    path,
    text: readFileSync(path, 'utf8'),
  }));
}

/** A query, and the file it stands in, for the message. */
interface Written {
  readonly sql: string;
  readonly path: string;
}

/** What a query reads, by its text: asking the parser for all models takes longer than laying their views. */
const readBy = new Map<string, readonly string[]>();

/**
 * Every relation with a schema that a query names, in the order of the alphabet.
 *
 * @param path of the file it stands in, for the message
 * @throws {JobbonusError} `SQL_SYNTAX`
 */
export async function relationsRead(
  workspace: Pick<Workspace, 'rows'>,
  sql: string,
  path: string,
): Promise<readonly string[]> {
  await parseQueries(workspace, [{sql, path}]);
  return readBy.get(sql)!;
}

/**
 * Note what queries read, so that {@link relationsRead} knows it: the parser takes many in one question several times
 * quicker than one by one.
 *
 * @throws {JobbonusError} `SQL_SYNTAX`
 */
export async function parseQueries(
  workspace: Pick<Workspace, 'rows'>,
  queries: readonly Written[],
): Promise<void> {
  const unread = queries.filter(({sql}) => !readBy.has(sql));
  if (unread.length === 0) return;
  const texts = unread.map(({sql}, place) => `(${place}, ${literal(sql)})`);
  const trees = await workspace.rows<{tree: string}>(
    `select json_serialize_sql(query) as tree from (values ${texts.join(', ')}) as t(place, query) order by place`,
  );
  for (const [place, {sql, path}] of unread.entries()) readBy.set(sql, relationsIn(trees[place]!.tree, path));
}

function relationsIn(text: string, path: string): readonly string[] {
  const tree: unknown = JSON.parse(text);
  const {error, error_message: message} = tree as {error: boolean; error_message?: string};
  if (error) throw new JobbonusError('SQL_SYNTAX', `${shown(path)}: ${message ?? 'cannot be parsed'}`);
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) walk(item);
    else if (typeof node === 'object' && node !== null) {
      const {type, schema_name: schema, table_name: table} = node as Record<string, unknown>;
      if (type === 'BASE_TABLE' && schema !== '') found.add(`${String(schema)}.${String(table)}`);
      for (const child of Object.values(node)) walk(child);
    }
  };
  walk(tree);
  return [...found].sort();
}
