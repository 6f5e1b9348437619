import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {readContracts, relationOf, type SourceContract, type TableContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import {layTable, layView} from '../db/views.js';
import type {Workspace} from '../db/workspace.js';
import {
  allRowsInForce,
  type DeliveredFile,
  type InForce,
  readClosed,
  readDelivered,
  readInForce,
  rowsDelivered,
  rowsInForce,
} from '../delivery/in-force.js';
import {
  kindsFile,
  makeParameterTables,
  readParameters,
  showParameters,
  type YearParameters,
} from '../parameters.js';
import {makePlanTable, readPlans} from '../plans.js';
import {readEstimates} from './estimate.js';
import {isKept, keepFew} from './few.js';
import {ancestorsOf, inBuildOrder} from './graph.js';
import {codeOf, type Parts} from './ingredients.js';
import {
  type CodeFile,
  codeFiles,
  everDelivered,
  type Model,
  previousYear,
  readMacros,
  readModels,
  readTypes,
} from './model.js';

/** Where tables are built: in the workspace, or beside it where a plan tries things out. */
export type Store = 'ws' | 'scratch';

/** A built table: one model for one reference year (null for models over all years). */
export interface Built {
  readonly relation: string;
  readonly year: number | null;
  readonly store: Store;
  /** Table in its store. */
  readonly physical: string;
  readonly fingerprint: string;
  /** What the fingerprint is made of (`ingredients.ts`). */
  readonly parts: Parts;
  /** What to select of it where an earlier version of the code gave it other columns. */
  readonly shown?: string;
  /** Rows made again for few persons, that stand beside the table until the run counts. */
  readonly patch?: Patch;
  /** The table whose place it takes, that lies there until the run counts. */
  readonly before?: Built;
}

export interface Patch {
  /** Table with the `person_key` and `person_id` of everybody whose rows were made again. */
  readonly touched: string;
  /** Table with their new rows. */
  readonly rows: string;
  /** Deliveries that touched them. */
  readonly files: readonly string[];
  /** Fingerprint of the table before. */
  readonly onto: string;
}

/** What is shown: everything, one year, or some persons of one year. */
export interface Scope {
  readonly year: number;
  /** SQL condition on `person_id`, for the deliveries. */
  readonly slice?: string;
  /** A table of persons ({@link Patch.touched}): deliveries and tables show these only. */
  readonly touched?: string;
  /** Tables as they were before the run that is being computed. */
  readonly isBefore?: boolean;
}

/** What fits the processor's cache. */
const rowsPerRange = 700_000;

/** The schemas as a reader sees them: views over the deliveries in force and the tables built from them. */
export interface Catalogue {
  readonly workspace: Workspace;
  readonly contracts: ReadonlyMap<string, SourceContract>;
  readonly parameters: ReadonlyMap<number, YearParameters>;
  /** In build order. */
  readonly models: readonly Model[];
  readonly inForce: InForce;
  /** What was ever delivered, by relation. */
  readonly delivered: ReadonlyMap<string, readonly DeliveredFile[]>;
  /** Fingerprint of everything but data: macros, code lists, contracts and the engine's version. */
  readonly rules: string;
  /** Fingerprint of the plans of waves of letters. */
  readonly plans: string;
  readonly asOf: string;
  /** Lines that are measured at once, where that is done range by range of persons. */
  readonly rowsPerRange: number;
  /** Where new tables go. */
  readonly store: Store;
  /** By relation and year. */
  readonly built: Map<string, Map<number | null, Built>>;
  /** Reference years with a delivery in force, ascending. */
  readonly years: readonly number[];
  /** Years that stand on one that was wiped: they are not computed again, and their results stay as they are. */
  readonly closed: ReadonlySet<number>;
  /** By relation: SQL for its columns without a row, for what is not built. */
  readonly empty: Map<string, string>;
}

/**
 * Lay the views of every schema over an open workspace: parameters, codes, meta, sources, staging, intermediate,
 * marts and exports. Nothing is stored, and a view is made when a statement first needs it.
 *
 * @param asOf ISO day from which the world is seen
 * @param parameters the law; that of `sql/parameters` when left out
 * @param targets relations to lay, with all they stand on, for who reads no other; all when left out
 * @param isToBeBuilt what is not built yet is about to be: its columns are not looked up before
 */
export async function layCatalogue(
  workspace: Workspace,
  asOf: string,
  parameters: ReadonlyMap<number, YearParameters> = readParameters(),
  targets?: readonly string[],
  {isToBeBuilt = false}: {readonly isToBeBuilt?: boolean} = {},
): Promise<Catalogue> {
  const contracts = readContracts();
  const schemas = [
    'given',
    'parameters',
    'codes',
    'meta',
    'sources',
    everDelivered,
    'staging',
    'intermediate',
    'estimates',
    'marts',
    'exports',
    previousYear,
    'few',
  ];
  const macros = readMacros();
  const types = readTypes();
  const codes = codeFiles();
  for (const code of codes) layTable(workspace, `codes.${code.name}`, rowsOfCodes(code));
  await workspace.run(schemas.map((schema) => `create schema if not exists ${schema}`).join(';\n'));
  await workspace.run([...macros, ...types].join(';\n'));
  await makeParameterTables(workspace, parameters, asOf);
  const plans = readPlans();
  await makePlanTable(workspace, plans);
  for (const table of [
    'deliveries',
    'delivery_tables',
    'quarantine',
    'runs',
    'built',
    'check_results',
    'people',
    'postings',
    'headlines',
    'audit',
  ]) {
    layView(workspace, `meta.${table}`, `from ws.${table}`);
  }
  const engine = await workspace.value<string>('select version()');
  const rules = createHash('sha256');
  const texts = [...codes.map((c) => c.text), readFileSync(kindsFile, 'utf8')];
  for (const part of [engine, JSON.stringify([...contracts]), ...macros, ...types, ...texts])
    rules.update(part);
  const inForce = await readInForce(workspace);
  const years = await workspace.rows<{y: number}>(
    'select distinct reference_year as y from ws.deliveries where is_in_force and reference_year is not null order by 1',
  );
  const models = inBuildOrder(await withYearsBefore(workspace));
  const catalogue: Catalogue = {
    workspace,
    contracts,
    parameters,
    models,
    rowsPerRange,
    inForce,
    delivered: await readDelivered(workspace),
    rules: rules.digest('hex'),
    plans: plans.map((p) => p.hash).join(),
    asOf,
    store: 'ws',
    built: await readBuilt(workspace, models),
    years: years.map((row) => row.y),
    closed: await readClosed(workspace),
    empty: new Map(),
  };
  const only = targets && ancestorsOf(catalogue.models, targets);
  showParameters(workspace);
  await showSources(catalogue, undefined, only);
  await showDelivered(catalogue);
  const asked = only ? catalogue.models.filter((model) => only.has(model.relation)) : catalogue.models;
  await describeModels(catalogue, asked, isToBeBuilt);
  for (const model of asked) if (!model.view) await showModel(catalogue, model);
  return catalogue;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The columns of every table that was described in this process, by the code of the whole house. */
const describedBy = new Map<string, Map<string, readonly Column[]>>();

/** The columns described before from the same code, to look up and to add to. */
function describedFrom(codes: readonly string[]): Map<string, readonly Column[]> {
  const house = createHash('sha256').update(codes.join()).digest('hex');
  const described = describedBy.get(house) ?? new Map<string, readonly Column[]>();
  describedBy.set(house, described);
  return described;
}

/**
 * Note the columns of every table as today's code makes it: binding a deep query takes longer than running most of
 * them, so what today's code built is believed. A table that an earlier version built shows the same columns, null
 * where it has none of that name.
 *
 * @param isToBeBuilt what was never built is bound by who asks for it before it is, and that is hardly anything
 */
async function describeModels(
  catalogue: Catalogue,
  asked: readonly Model[],
  isToBeBuilt: boolean,
): Promise<void> {
  const {workspace, built, models} = catalogue;
  const stored = new Map<string, Column[]>();
  for (const {table, ...column} of await workspace.rows<{table: string; name: string; type: string}>(
    `select table_name as "table", column_name as name, data_type as type from duckdb_columns()
    where database_name = 'ws' order by column_index`,
  ))
    stored.set(table, [...(stored.get(table) ?? []), column]);
  const empty = ({name, type}: Column): string => `null::${type} as ${identifier(name)}`;
  const codes = new Map(models.map((model) => [model.relation, codeOf(catalogue, model)]));
  const described = describedFrom([...codes.values()]);
  const describe = async ({relation, sql}: Model): Promise<readonly Column[]> => {
    const columns =
      described.get(relation) ??
      (await workspace.rows<{name: string; type: string}>(
        `select column_name as name, column_type as type from (describe ${sql})`,
      ));
    described.set(relation, columns);
    return columns;
  };
  const asToday = new Set<string>();
  for (const model of asked) {
    const standsOnToday = model.reads.every(
      (read) => asToday.has(read) || !models.some((m) => m.relation === read),
    );
    const tables = [...(built.get(model.relation)?.values() ?? [])];
    const code = codes.get(model.relation)!;
    const isToday = model.view || (tables.length > 0 && tables.every((t) => t.parts['code'] === code));
    if (standsOnToday && isToday) asToday.add(model.relation);
    const isUnknown = tables.length === 0 && !described.has(model.relation);
    if (!model.view && isUnknown && isToBeBuilt) {
      catalogue.empty.set(model.relation, `select * from (${model.sql}) where false`);
    } else if (!model.view) {
      const columns = asToday.has(model.relation) ? stored.get(tables[0]!.physical)! : await describe(model);
      catalogue.empty.set(model.relation, `select ${columns.map(empty).join(', ')} where false`);
      for (const table of tables) {
        const has = new Set(stored.get(table.physical)?.map((c) => c.name));
        if (columns.length === has.size && columns.every((c) => has.has(c.name))) continue;
        const shown = columns.map((c) => (has.has(c.name) ? identifier(c.name) : empty(c)));
        rememberBuilt(built, {...table, shown: shown.join(', ')});
      }
    }
    await showModel(asToday.has(model.relation) ? catalogue : {...catalogue, built: new Map()}, model);
  }
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

/** SQL for the rows of a code list. Columns have the type their name says; everything else stays text, leading zeros kept. */
function rowsOfCodes({path, text}: CodeFile): string {
  const columns = text.split(/\r?\n/, 1)[0]!.split(',');
  const types = columns.map((column) => `${literal(column)}: ${literal(codeType(column))}`);
  return `from read_csv(${literal(path)}, columns = {${types.join(', ')}},
    header = true, delim = ',', quote = '"', escape = '"', auto_detect = false)`;
}

function codeType(column: string): string {
  if (/(_no|_year)$/.test(column)) return 'integer';
  return /^(is|has|counts|excludes)_/.test(column) ? 'boolean' : 'varchar';
}

/** What is built and would be today: a model that is gone, or is no longer built by year, shows nothing of before. */
async function readBuilt(workspace: Workspace, models: readonly Model[]): Promise<Catalogue['built']> {
  const isByYear = new Map(models.map((model) => [model.relation, model.per === 'year']));
  const rows = await workspace.rows<{
    relation: string;
    reference_year: number | null;
    physical: string;
    fingerprint: string;
    parts: string;
  }>(
    'select relation, reference_year, physical, fingerprint, parts from ws.built order by relation, reference_year',
  );
  const built: Catalogue['built'] = new Map();
  for (const {reference_year: year, parts, ...row} of rows) {
    if (isByYear.get(row.relation) !== (year !== null)) continue;
    rememberBuilt(built, {...row, year, store: 'ws', parts: JSON.parse(parts) as Parts});
  }
  return built;
}

/** The address of a table, for a query. */
export const addressOf = (table: Pick<Built, 'store' | 'physical'>): string =>
  `${table.store}.${identifier(table.physical)}`;

/**
 * The same house with other ingredients: another day, law or deliveries, over its own list of built tables.
 * Nothing is stored, and the views change with it: show one state at a time.
 */
export async function stateOf(
  catalogue: Catalogue,
  ingredients: Pick<Catalogue, 'asOf' | 'parameters' | 'inForce' | 'built' | 'store'>,
): Promise<Catalogue> {
  const years = new Set<number>();
  for (const of of ingredients.inForce.values())
    for (const year of of.keys()) if (year !== null) years.add(year);
  const state = {...catalogue, ...ingredients, years: [...years].sort((a, b) => a - b)};
  await makeParameterTables(state.workspace, state.parameters, state.asOf);
  await show(state);
  return state;
}

export function rememberBuilt(built: Catalogue['built'], table: Built): void {
  const years = built.get(table.relation) ?? new Map<number | null, Built>();
  built.set(table.relation, years);
  years.set(table.year, table);
}

/**
 * Show everything, or only what lies in a scope: law, deliveries and what is built from them.
 *
 * @param only these relations, for who reads no other
 */
export async function show(catalogue: Catalogue, scope?: Scope, only?: ReadonlySet<string>): Promise<void> {
  showParameters(catalogue.workspace, scope?.year);
  await showSources(catalogue, scope, only);
  // a view asks for the others by name, so it shows what they show
  for (const model of catalogue.models) {
    if (!model.view && (only?.has(model.relation) ?? true)) await showModel(catalogue, model, scope);
  }
}

/** Show the deliveries in force: all of them, or what lies in a scope. */
export async function showSources(
  catalogue: Catalogue,
  scope?: Scope,
  only?: ReadonlySet<string>,
): Promise<void> {
  for (const source of catalogue.contracts.values()) {
    for (const table of source.tables) {
      const isAsked = only?.has(`sources.${relationOf(table)}`) ?? true;
      if (isAsked) await showSource(catalogue, source, table, scope);
    }
  }
}

/** Show every delivery of the tables whose history a model asks for; whatever the scope, history is whole. */
async function showDelivered({workspace, contracts, models, delivered}: Catalogue): Promise<void> {
  for (const source of contracts.values()) {
    for (const table of source.tables) {
      const name = `${everDelivered}.${relationOf(table)}`;
      if (!models.some((model) => model.reads.includes(name))) continue;
      const rows = rowsDelivered(workspace, table, delivered.get(relationOf(table)) ?? []);
      layView(workspace, name, rows);
    }
  }
}

async function showSource(
  catalogue: Catalogue,
  source: SourceContract,
  table: TableContract,
  scope?: Scope,
): Promise<void> {
  const {workspace, inForce} = catalogue;
  const has = (column: string): boolean => table.columns.some((c) => c.name === column);
  const isPersons = scope?.touched !== undefined && has('person_id');
  let rows =
    scope && source.per === 'year'
      ? rowsInForce(
          workspace,
          table,
          inForce.get(relationOf(table))?.get(scope.year) ?? [],
          scope.year,
          // a key that names the person: rows of one person never take the place of another's
          isPersons && table.key.includes('person_id') ? scope.touched : undefined,
        )
      : allRowsInForce(workspace, source, table, inForce);
  if (scope && source.per === 'stream' && has('reference_year')) {
    rows = `select * from (${rows}) where reference_year = ${scope.year}`;
  }
  const slice = source.per === 'year' && has('person_id') ? scope?.slice : undefined;
  if (isPersons) {
    const few = `select * from (${rows}) semi join ${scope.touched!} using (person_id)`;
    // a handful is looked up on its own, unless all that were touched lie there already
    rows = slice === undefined || isKept(workspace, few) ? `from ${await keepFew(workspace, few)}` : few;
  }
  if (slice !== undefined) rows = `select * from (${rows}) where ${slice}`;
  layView(workspace, `sources.${relationOf(table)}`, rows);
}

/** Show a view, or what is built of a table: all years, or one. What is not built shows its columns and no rows. */
export async function showModel(catalogue: Catalogue, model: Model, scope?: Scope): Promise<void> {
  const {workspace} = catalogue;
  layView(workspace, model.relation, await shownRows(catalogue, model, scope));
  const before = `${previousYear}.${model.name}`;
  if (!catalogue.models.some((other) => other.reads.includes(before))) return;
  const rows = await shownRows(catalogue, model, scope && {...scope, year: scope.year - 1});
  layView(
    workspace,
    before,
    `select * replace ((reference_year + 1)::integer as reference_year) from (${rows})`,
  );
}

async function shownRows(catalogue: Catalogue, model: Model, scope?: Scope): Promise<string> {
  if (model.view) return model.sql;
  const years = catalogue.built.get(model.relation);
  const tables = (
    model.per === 'all' || scope === undefined
      ? [...(years?.values() ?? [])]
      : [years?.get(scope.year)].filter((table) => table !== undefined)
  ).map((table) => (scope?.isBefore ? asBefore(table) : table));
  if (tables.length === 0) return catalogue.empty.get(model.relation)!;
  const rows = tables.map(rowsOf).join(' union all by name ');
  const touched = scope?.touched;
  if (touched === undefined || !model.key.includes('person_key')) return rows;
  const [only] = tables;
  if (tables.length === 1 && only?.patch?.touched === touched) return `select * from ${only.patch.rows}`;
  const few = `select * from (${rows}) semi join ${touched} using (person_key)`;
  return `select * from ${await keepFew(catalogue.workspace, few)}`;
}

/** A table as it was before the run that is being computed. */
function asBefore(table: Built): Built {
  const {patch: _, before = table, ...unpatched} = table;
  return table.before ? before : unpatched;
}

/** SQL for the rows of a built table, those made again in the place of those before. */
export function rowsOf(table: Built): string {
  const {patch, shown = '*'} = table;
  if (!patch) return `select ${shown} from ${addressOf(table)}`;
  return `select * from ${addressOf(table)} anti join ${patch.touched} using (person_key)
    union all by name from ${patch.rows}`;
}
