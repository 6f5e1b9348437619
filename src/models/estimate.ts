import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {insertRows} from '../db/insert-rows.js';
import type {Plain} from '../db/plain.js';
import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {JobbonusError} from '../errors.js';
import {type Model, type ModelColumn, modelHeader, parseQueries, relationsRead} from './model.js';

/** A row as a question returns it: see `plain.ts` for what each SQL type becomes. */
export type GivenRow = Readonly<Record<string, Plain>>;
/** A row to store; numbers, text, booleans and null, each cast to its column's type. */
export type MadeRow = Readonly<Record<string, number | bigint | string | boolean | null>>;

/**
 * A table that SQL cannot compute: an iterative fit, a simulation, a linear programme. It asks questions of built
 * relations, computes in plain TypeScript, and its rows become `estimates.<name>`, which models and pages read as
 * any other table. It has no access to the clock, the disk or chance: the same answers give the same rows.
 */
export interface Estimate {
  /** What a row is. */
  readonly grain: string;
  readonly key: readonly string[];
  readonly per?: 'year' | 'all';
  readonly note?: string;
  /** Dutch: what a reader calls it. */
  readonly title?: string;
  readonly publish?: boolean;
  readonly pagesOnly?: boolean;
  /** Named questions; the relations they name are built first. Order their rows: nothing else does. */
  readonly questions: Readonly<Record<string, string>>;
  /** Columns in order, each with its SQL type. */
  readonly columns: Readonly<Record<string, ModelColumn & {readonly type: string}>>;
  readonly checks?: readonly string[];
  readonly compute: (given: Readonly<Record<string, readonly GivenRow[]>>) => readonly MadeRow[];
}

/** Declare an estimate: one file in `pipelines/estimates`; the name of the file is the name of the table. */
export const estimate = (definition: Estimate): Estimate => definition;

/** What makes a model an estimate. */
export type Computation = Pick<Estimate, 'questions' | 'compute'> & {
  /** The text of the code that computes; part of the fingerprint. */
  readonly code: string;
};

const house = join(import.meta.dirname, '..', '..');

/** Every estimate of `pipelines/estimates`, as models of the schema `estimates`. */
export async function readEstimates(
  workspace: Workspace,
  folder: string = join(house, 'pipelines', 'estimates'),
): Promise<Model[]> {
  const shared = codeBelow(join(house, 'src', 'statistics'));
  const models: Model[] = [];
  for (const path of codeFilesIn(folder)) {
    const {default: made} = (await import(path)) as {default: Estimate};
    const {questions, compute, columns, ...header} = made;
    const name = basename(path).replace(/\.[jt]s$/, '');
    const reads = new Set<string>();
    await parseQueries(
      workspace,
      Object.values(questions).map((sql) => ({sql, path})),
    );
    for (const sql of Object.values(questions))
      for (const read of await relationsRead(workspace, sql, path)) reads.add(read);
    const described = Object.fromEntries(
      Object.entries(columns).map(([key, {type: _, ...column}]) => [key, column]),
    );
    const cells = Object.entries(columns).map(([key, {type}]) => `null::${type} as ${identifier(key)}`);
    models.push({
      ...modelHeader.parse({...header, columns: described}),
      schema: 'estimates',
      name,
      relation: `estimates.${name}`,
      path,
      sql: `select ${cells.join(', ')} where false`,
      named: [...reads].sort(),
      reads: [...reads].sort(),
      computation: {questions, compute, code: readFileSync(path, 'utf8') + shared},
    });
  }
  return models;
}

/**
 * Fill the table of an estimate, made empty before.
 *
 * @returns how many rows it has
 * @throws {JobbonusError} `ESTIMATE`, when a made row has other columns than declared
 */
export async function fillEstimate(workspace: Workspace, model: Model, table: string): Promise<number> {
  const {questions, compute} = model.computation!;
  const given: Record<string, GivenRow[]> = {};
  for (const [name, sql] of Object.entries(questions)) given[name] = await workspace.rows(sql);
  const rows = compute(given);
  const columns = (await workspace.rows<{column_name: string}>(`describe ${model.sql}`)).map(
    (c) => c.column_name,
  );
  for (const row of rows) {
    const other =
      Object.keys(row).find((key) => !columns.includes(key)) ?? columns.find((key) => !(key in row));
    if (other)
      throw new JobbonusError('ESTIMATE', `${model.relation}: column ${other} is made or declared, not both`);
  }
  await insertRows(workspace, table, rows);
  return rows.length;
}

function codeFilesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  return names.sort().map((name) => join(folder, name));
}

function codeBelow(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .map((path) =>
      statSync(path).isDirectory()
        ? codeBelow(path)
        : /(?<!\.d)\.[jt]s$/.test(path)
          ? readFileSync(path, 'utf8')
          : '',
    )
    .join('');
}
