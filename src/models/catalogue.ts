import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {readContracts, relationOf, type SourceContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {allRowsInForce, type InForce, readInForce, rowsInForce} from '../delivery/in-force.js';
import {makeParameterTables, readParameters, showParameters, type YearParameters} from '../parameters.js';
import {makePlanTable, readPlans} from '../plans.js';
import {readEstimates} from './estimate.js';
import {inBuildOrder} from './graph.js';
import {codeFiles, type Model, previousYear, readMacros, readModels} from './model.js';

/** A built table: one model for one reference year (null for models over all years). */
export interface Built {
  readonly relation: string;
  readonly year: number | null;
  /** Table in the workspace's file. */
  readonly physical: string;
  readonly fingerprint: string;
}

/** What is shown: everything, one year, or one range of persons of one year. */
export interface Scope {
  readonly year: number;
  /** SQL condition on `person_id`. */
  readonly slice?: string;
}

/** The schemas as a reader sees them: views over the deliveries in force and the tables built from them. */
export interface Catalogue {
  readonly workspace: Workspace;
  readonly contracts: ReadonlyMap<string, SourceContract>;
  readonly parameters: ReadonlyMap<number, YearParameters>;
  /** In build order. */
  readonly models: readonly Model[];
  readonly inForce: InForce;
  /** Fingerprint of everything but data: macros, code lists and the engine's version. */
  readonly rules: string;
  /** Fingerprint of the plans of waves of letters. */
  readonly plans: string;
  readonly asOf: string;
  /** By relation and year. */
  readonly built: Map<string, Map<number | null, Built>>;
  /** Reference years with a delivery in force, ascending. */
  readonly years: readonly number[];
  /** By relation: SQL for its columns without a row, for what is not built. */
  readonly empty: Map<string, string>;
}

/**
 * Lay the views of every schema over an open workspace: parameters, codes, meta, sources, staging, intermediate,
 * marts and exports. Nothing is stored; this takes a fraction of a second.
 *
 * @param asOf ISO day from which the world is seen
 * @param parameters the law; that of `sql/parameters` when left out
 */
export async function layCatalogue(
  workspace: Workspace,
  asOf: string,
  parameters: ReadonlyMap<number, YearParameters> = readParameters(),
): Promise<Catalogue> {
  const contracts = readContracts();
  for (const schema of [
    'given',
    'parameters',
    'codes',
    'meta',
    'sources',
    'staging',
    'intermediate',
    'estimates',
    'marts',
    'exports',
    previousYear,
  ]) {
    await workspace.run(`create schema if not exists ${schema}`);
  }
  const macros = readMacros();
  for (const macro of macros) await workspace.run(macro);
  await makeParameterTables(workspace, parameters, asOf);
  const plans = readPlans();
  await makePlanTable(workspace, plans);
  const codes = codeFiles();
  for (const {name, path} of codes) await makeCodeTable(workspace, name, path);
  for (const table of [
    'deliveries',
    'delivery_tables',
    'quarantine',
    'runs',
    'built',
    'check_results',
    'people',
  ]) {
    await workspace.run(`create or replace view meta.${table} as from ws.${table}`);
  }
  const engine = await workspace.value<string>('select version()');
  const rules = createHash('sha256');
  for (const part of [engine, ...macros, ...codes.map((c) => readFileSync(c.path, 'utf8'))])
    rules.update(part);
  const inForce = await readInForce(workspace);
  const years = await workspace.rows<{y: number}>(
    'select distinct reference_year as y from ws.deliveries where is_in_force and reference_year is not null order by 1',
  );
  const catalogue: Catalogue = {
    workspace,
    contracts,
    parameters,
    models: inBuildOrder(await withYearsBefore(workspace)),
    inForce,
    rules: rules.digest('hex'),
    plans: plans.map((p) => p.hash).join(),
    asOf,
    built: await readBuilt(workspace),
    years: years.map((row) => row.y),
    empty: new Map(),
  };
  await showParameters(workspace);
  await showSources(catalogue);
  for (const model of catalogue.models) {
    // described once: binding a deep query takes longer than running most of them
    if (!model.view) catalogue.empty.set(model.relation, await emptyLike(workspace, model.sql));
    await showModel(catalogue, model);
  }
  return catalogue;
}

/** Models whose reads name the model behind `previous_year.x` as well: it must be there before them. */
async function withYearsBefore(workspace: Workspace): Promise<Model[]> {
  const models = [...(await readModels(workspace)), ...(await readEstimates(workspace))];
  return models.map((model) => ({
    ...model,
    reads: model.reads.flatMap((read) => {
      const behind = models.find((other) => read === `${previousYear}.${other.name}`);
      return behind ? [read, behind.relation] : [read];
    }),
  }));
}

/** Columns of a code list have the type their name says; everything else stays text, leading zeros kept. */
async function makeCodeTable(workspace: Workspace, name: string, path: string): Promise<void> {
  const table = `codes.${identifier(name)}`;
  await workspace.run(
    `create or replace table ${table} as from read_csv(${literal(path)}, all_varchar = true, header = true, delim = ',', quote = '"')`,
  );
  const columns = await workspace.rows<{name: string}>(
    `select column_name as name from duckdb_columns() where schema_name = 'codes' and table_name = ${literal(name)}`,
  );
  for (const {name: column} of columns) {
    const type = /(_no|_year)$/.test(column)
      ? 'integer'
      : /^(is|has|counts|excludes)_/.test(column)
        ? 'boolean'
        : undefined;
    if (type) await workspace.run(`alter table ${table} alter ${identifier(column)} type ${type}`);
  }
}

async function readBuilt(workspace: Workspace): Promise<Catalogue['built']> {
  const rows = await workspace.rows<{
    relation: string;
    reference_year: number | null;
    physical: string;
    fingerprint: string;
  }>(
    'select relation, reference_year, physical, fingerprint from ws.built order by relation, reference_year',
  );
  const built: Catalogue['built'] = new Map();
  for (const {reference_year: year, ...row} of rows) rememberBuilt(built, {...row, year});
  return built;
}

export function rememberBuilt(built: Catalogue['built'], table: Built): void {
  const years = built.get(table.relation) ?? new Map<number | null, Built>();
  built.set(table.relation, years);
  years.set(table.year, table);
}

/** Show everything, or only what lies in a scope: law, deliveries and what is built from them. */
export async function show(catalogue: Catalogue, scope?: Scope): Promise<void> {
  await showParameters(catalogue.workspace, scope?.year);
  await showSources(catalogue, scope);
  // a view asks for the others by name, so it shows what they show
  for (const model of catalogue.models) if (!model.view) await showModel(catalogue, model, scope);
}

async function emptyLike(workspace: Workspace, sql: string): Promise<string> {
  const columns = await workspace.rows<{column_name: string; column_type: string}>(`describe ${sql}`);
  return `select ${columns.map((c) => `null::${c.column_type} as ${identifier(c.column_name)}`).join(', ')} where false`;
}

/** Show the deliveries in force: all of them, or what lies in a scope. */
export async function showSources(catalogue: Catalogue, scope?: Scope): Promise<void> {
  const {workspace, contracts, inForce} = catalogue;
  for (const source of contracts.values()) {
    for (const table of source.tables) {
      let rows =
        scope && source.per === 'year'
          ? rowsInForce(workspace, table, inForce.get(relationOf(table))?.get(scope.year) ?? [], scope.year)
          : allRowsInForce(workspace, source, table, inForce);
      const has = (column: string): boolean => table.columns.some((c) => c.name === column);
      if (scope && source.per === 'stream' && has('reference_year')) {
        rows = `select * from (${rows}) where reference_year = ${scope.year}`;
      }
      if (scope?.slice && source.per === 'year' && has('person_id')) {
        rows = `select * from (${rows}) where ${scope.slice}`;
      }
      await workspace.run(`create or replace view sources.${relationOf(table)} as ${rows}`);
    }
  }
}

/** Show a view, or what is built of a table: all years, or one. What is not built shows its columns and no rows. */
export async function showModel(catalogue: Catalogue, model: Model, scope?: Scope): Promise<void> {
  const {workspace} = catalogue;
  await workspace.run(
    `create or replace view ${model.relation} as ${shownRows(catalogue, model, scope?.year)}`,
  );
  const before = `${previousYear}.${model.name}`;
  if (!catalogue.models.some((other) => other.reads.includes(before))) return;
  const rows = shownRows(catalogue, model, scope && scope.year - 1);
  await workspace.run(`
    create or replace view ${before} as
    select * replace ((reference_year + 1)::integer as reference_year) from (${rows})`);
}

function shownRows(catalogue: Catalogue, model: Model, year?: number): string {
  if (model.view) return model.sql;
  const years = catalogue.built.get(model.relation);
  const tables =
    model.per === 'all' || year === undefined
      ? [...(years?.values() ?? [])]
      : [years?.get(year)].filter((table) => table !== undefined);
  if (tables.length === 0) return catalogue.empty.get(model.relation)!;
  return tables.map((table) => `from ws.${identifier(table.physical)}`).join(' union all by name ');
}
