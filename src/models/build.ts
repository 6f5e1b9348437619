import {createHash} from 'node:crypto';
import {relationOf} from '../contracts/contract.js';
import {insertRows} from '../db/insert-rows.js';
import {identifier, literal} from '../db/text.js';
import {isInOwnRange, keepTo, type PersonRange, personRanges} from '../delivery/ranges.js';
import type {Effects} from '../effects.js';
import {JobbonusError, misused} from '../errors.js';
import {quantity} from '../quantity.js';
import {
  addressOf,
  type Built,
  type Catalogue,
  rememberBuilt,
  rowsOf,
  show,
  showSources,
} from './catalogue.js';
import {fillEstimate} from './estimate.js';
import {forgetFew} from './few.js';
import {ancestorsOf} from './graph.js';
import {fingerprintOf, type Parts, partsOf, readThroughViews} from './ingredients.js';
import {besideEachOther, inLanes} from './lanes.js';
import {type Model, previousYear} from './model.js';
import {makePatch, mergePatch, touchingFiles} from './patch.js';
import {addUp, type CountedFew, countFew} from './sums.js';

export interface BuildStep {
  readonly relation: string;
  readonly year: number | null;
  readonly rows: number;
  readonly seconds: number;
  /** False when nothing it stands on had changed. */
  readonly isNew: boolean;
  /** True when only the rows of touched persons were made again, or what they add to its sums. */
  readonly isPatched: boolean;
}

/** What else is written in the transaction that makes a run count; views still show the new state. */
export interface Alongside {
  /** Relations that it reads. */
  readonly reads: readonly string[];
  write(runId: number, steps: readonly BuildStep[]): Promise<void>;
}

/**
 * Build every model for the years asked, and whatever of other years those stand on.
 *
 * A table is named by the fingerprint of everything that went into it: its query, the macros and code lists, the
 * law of its year, the deliveries in force and the day it is seen from. What has the same fingerprint as last time
 * is not built again. New tables lie beside the old ones until the last is done; then one short transaction makes
 * them count. A run that is cut off changes nothing.
 *
 * A table of which every row belongs to one person is not made again whole when all that changed are change
 * deliveries about few persons: their rows are made beside it and take their place in that same transaction. A table
 * of sums over such rows is made of what it was, less what those persons counted for, plus what they count for now.
 *
 * @param years reference years with a delivery in force
 * @param alongside what is written in the transaction that makes the run count
 * @throws {JobbonusError} `YEAR_UNKNOWN` (exit 2), `YEAR_WITHOUT_PARAMETERS`, `YEAR_CLOSED`
 */
export async function buildYears(
  catalogue: Catalogue,
  years: readonly number[],
  effects: Effects,
  alongside?: Alongside,
): Promise<BuildStep[]> {
  requireYears(catalogue, years);
  await sweepTables(catalogue.workspace);
  await forgetFew(catalogue.workspace);
  const startedAt = effects.now();
  const whole = yearsWhole(catalogue, years);
  const steps = await buildTables(catalogue, years, effects);
  await makeCount(catalogue, whole, startedAt, effects.now(), steps, alongside);
  await sweepTables(catalogue.workspace);
  await forgetFew(catalogue.workspace);
  await catalogue.workspace.run('checkpoint ws');
  return steps;
}

/**
 * Build what the years need, without making it count.
 *
 * @param targets relations to build, with all they stand on; every model when left out
 */
export async function buildTables(
  catalogue: Catalogue,
  years: readonly number[],
  effects: Effects,
  targets?: readonly string[],
): Promise<BuildStep[]> {
  const wanted = targets && ancestorsOf(catalogue.models, targets);
  const steps: BuildStep[] = [];
  try {
    for (const [year, all] of planOf(catalogue, years)) {
      const models = wanted ? all.filter((model) => wanted.has(model.relation)) : all;
      if (models.length === 0) continue;
      const step = effects.progress.step('build', year === null ? 'over all years' : String(year));
      const stage = await buildStage(catalogue, models, year, effects);
      const fresh = stage.filter((s) => s.isNew).length;
      step.done(
        `${quantity(fresh, 'table')}${fresh < stage.length ? `, ${stage.length - fresh} unchanged` : ''}`,
      );
      steps.push(...stage);
    }
  } finally {
    await show(catalogue);
  }
  return steps;
}

/**
 * Make what only pages show, from the results that count. It lies in memory and goes with the workspace, which may be
 * open for reading only: a run is not kept waiting by statistics that nobody has asked for yet.
 *
 * @returns the models made, of every year with results
 */
export async function buildForPages(catalogue: Catalogue, effects: Effects): Promise<readonly Model[]> {
  const {workspace, built} = catalogue;
  const models = catalogue.models.filter((m) => m.pagesOnly);
  const years = new Set([...built.values()].flatMap((of) => [...of.keys()]).filter((year) => year !== null));
  await workspace.run(`attach if not exists ':memory:' as scratch`);
  try {
    for (const year of [...years].sort((a, b) => a - b)) {
      await buildStage({...catalogue, store: 'scratch'}, models, year, effects);
    }
  } finally {
    await show(catalogue);
  }
  return models;
}

/**
 * The fingerprints that tables would have if they were built now; nothing is built.
 *
 * @returns by relation and year, as the relation, a space and the year
 */
export function foretell(
  catalogue: Catalogue,
  years: readonly number[],
  targets: readonly string[],
): ReadonlyMap<string, string> {
  const wanted = ancestorsOf(catalogue.models, targets);
  const built: Catalogue['built'] = new Map(
    [...catalogue.built].map(([relation, of]) => [relation, new Map(of)]),
  );
  const imagined = {...catalogue, built};
  const found = new Map<string, string>();
  for (const [year, models] of planOf(catalogue, years)) {
    for (const model of models.filter((m) => wanted.has(m.relation))) {
      const parts = partsOf(imagined, model, year);
      const fingerprint = fingerprintOf(parts);
      rememberBuilt(built, {
        relation: model.relation,
        year,
        store: 'ws',
        physical: '',
        fingerprint,
        parts,
      });
      found.set(`${model.relation} ${year ?? 'all'}`, fingerprint);
    }
  }
  return found;
}

/** @throws {JobbonusError} `YEAR_UNKNOWN` (exit 2), `YEAR_WITHOUT_PARAMETERS`, `YEAR_CLOSED` */
export function requireYears(catalogue: Catalogue, years: readonly number[]): void {
  for (const year of years) {
    if (!catalogue.years.includes(year)) {
      const known = catalogue.years.length > 0 ? catalogue.years.join(', ') : 'none';
      throw misused(
        'YEAR_UNKNOWN',
        `reference year ${year} has no delivery in this workspace; loaded: ${known}`,
      );
    }
    if (catalogue.closed.has(year)) {
      throw new JobbonusError(
        'YEAR_CLOSED',
        `reference year ${year} stands on ${year - 1}, which was wiped at its end; its results stay as they are`,
      );
    }
  }
  const lawless = years.filter((year) => !catalogue.parameters.has(year));
  if (lawless.length > 0) throw withoutLaw(catalogue, lawless);
}

/** A year without its law stops the run and borrows none: which other years can be computed, and what would be right. */
function withoutLaw({years, closed, parameters}: Catalogue, lawless: readonly number[]): JobbonusError {
  const others = years.filter((year) => parameters.has(year) && !closed.has(year));
  const files = lawless.map((year) => `sql/parameters/${year}.yaml`).join(', ');
  const ways = [
    ...(others.length > 0 ? [`compute the years that have one with --year ${others.join(',')}`] : []),
    `add ${files}, as in sql/parameters/${Math.max(...parameters.keys())}.yaml`,
  ];
  return new JobbonusError(
    'YEAR_WITHOUT_PARAMETERS',
    `reference ${lawless.length === 1 ? 'year' : 'years'} ${lawless.join(', ')} ${lawless.length === 1 ? 'has' : 'have'} a delivery and no law; ${ways.join(', or ')}`,
  );
}

/**
 * The years that are computed whole when these are asked: an earlier year that they stand on and that has results is
 * computed with them, because half of it from another day would not add up.
 *
 * @returns ascending
 */
export function yearsWhole(catalogue: Catalogue, years: readonly number[]): number[] {
  const all = catalogue.models.filter((m) => m.per === 'year' && !m.view && !m.pagesOnly).length;
  return planOf(catalogue, years).flatMap(([year, models]) =>
    year !== null && models.length === all ? [year] : [],
  );
}

/**
 * The models to build, in stages: over all years what stands on deliveries only, then year by year, ascending, then
 * over all years what stands on the years.
 */
function planOf(catalogue: Catalogue, years: readonly number[]): [year: number | null, models: Model[]][] {
  const {models} = catalogue;
  const named = (relation: string): Model | undefined => models.find((m) => m.relation === relation);
  const standsOnYears = (model: Model): boolean =>
    model.reads.some((read) => {
      const parent = named(read);
      return parent !== undefined && ((!parent.view && parent.per === 'year') || standsOnYears(parent));
    });
  const isComputable = (year: number): boolean =>
    catalogue.years.includes(year) && catalogue.parameters.has(year) && !catalogue.closed.has(year);
  const wanted = new Map<number, Set<Model>>();
  const want = (model: Model, year: number): void => {
    const those = wanted.get(year) ?? new Set();
    wanted.set(year, those);
    if (those.has(model)) return;
    those.add(model);
    for (const read of model.reads) {
      const parent = named(read);
      if (parent && parent.per === 'year') want(parent, year);
      const before = models.find((m) => read === `${previousYear}.${m.name}`);
      if (before && isComputable(year - 1)) want(before, year - 1);
    }
  };
  const tables = models.filter((model) => !model.view && !model.pagesOnly);
  const yearly = tables.filter((m) => m.per === 'year');
  const wantAll = (year: number): void => {
    for (const model of yearly) want(model, year);
    // an earlier year that had been computed whole is kept whole: half of it from another day would not add up
    const before = year - 1;
    const needed = wanted.get(before);
    const isWhole = yearly.some((m) => !needed?.has(m) && catalogue.built.get(m.relation)?.has(before));
    if (needed && isWhole) wantAll(before);
  };
  for (const year of years) wantAll(year);
  const overAll = tables.filter((m) => m.per === 'all');
  return [
    [null, overAll.filter((m) => !standsOnYears(m))],
    ...[...wanted]
      .sort(([a], [b]) => a - b)
      .map(([year, set]): [number, Model[]] => [year, tables.filter((m) => m.per === 'year' && set.has(m))]),
    [null, overAll.filter(standsOnYears)],
  ];
}

/**
 * Build models, beside each other where they do not stand on each other. What is made of rows of persons takes every
 * processor by itself and is built alone; the many small tables of sums are mostly planned, which takes one.
 */
async function buildStage(
  catalogue: Catalogue,
  models: readonly Model[],
  year: number | null,
  effects: Effects,
): Promise<BuildStep[]> {
  const lanes = (await catalogue.workspace.lanes()).map((workspace) => ({...catalogue, workspace}));
  const counted = new Map<Model, CountedFew | undefined>();
  const isUncounted = (m: Model): boolean => year !== null && m.sums !== undefined && !counted.has(m);
  return inLanes(
    models,
    lanes,
    {
      after(model) {
        const read = readThroughViews(catalogue, model);
        return models.filter((m) => read.has(m.relation) || m.relation === model.narrow);
      },
      // these show the views of a scope of their own: some persons, or the tables as they were
      isAlone: (m) =>
        m.patch !== undefined || m.slices !== undefined || m.narrow !== undefined || isUncounted(m),
    },
    async (model, lane, ready) => {
      if (year !== null && isUncounted(model)) {
        const uncounted = ready.filter(isUncounted);
        const few = await countFew(lane, uncounted, year);
        for (const of of uncounted) counted.set(of, few.get(of));
      }
      return buildOne(lane, model, year, effects, counted.get(model));
    },
  );
}

async function buildOne(
  catalogue: Catalogue,
  model: Model,
  year: number | null,
  effects: Effects,
  few?: CountedFew,
): Promise<BuildStep> {
  const {store} = catalogue;
  const parts = partsOf(catalogue, model, year);
  const fingerprint = fingerprintOf(parts);
  const current = catalogue.built.get(model.relation)?.get(year);
  const asItWas = async (table: Built): Promise<BuildStep> => ({
    relation: model.relation,
    year,
    rows: await countRows(catalogue, table),
    seconds: 0,
    isNew: false,
    isPatched: false,
  });
  if (current?.fingerprint === fingerprint) return asItWas(current);
  const files = current && (await touchingFiles(catalogue, model, current, parts));
  if (current && files?.length === 0) {
    // made of other tables that have the same rows
    rememberBuilt(catalogue.built, {...current, fingerprint, parts, before: withoutBefore(current)});
    return asItWas(current);
  }
  const step = effects.progress.part('build', year === null ? model.relation : `${model.relation} ${year}`);
  const began = performance.now();
  const patched =
    current && files && (await buildPatched(catalogue, model, year, {current, parts, fingerprint, files}));
  const built = patched ?? {
    relation: model.relation,
    year,
    store,
    physical: freshName(catalogue, model, year, fingerprint),
    fingerprint,
    parts,
    ...(current && {before: withoutBefore(current)}),
  };
  const added = few && (await addUp(catalogue, model, few, built));
  const rows =
    added ??
    (patched ? await countRows(catalogue, patched) : await buildWhole(catalogue, model, year, built));
  rememberBuilt(catalogue.built, built);
  step.done(quantity(rows, 'row'));
  const seconds = (performance.now() - began) / 1000;
  return {
    relation: model.relation,
    year,
    rows,
    seconds,
    isNew: true,
    isPatched: patched !== undefined || added !== undefined,
  };
}

const withoutBefore = ({before: _, ...table}: Built): Built => table;

/**
 * Only what the model reads is shown: to show a table costs as much as to make a small one.
 *
 * @returns how many rows the table has: a statement that makes rows says how many it made
 */
async function buildWhole(
  catalogue: Catalogue,
  model: Model,
  year: number | null,
  table: Built,
): Promise<number> {
  const {workspace} = catalogue;
  const address = addressOf(table);
  const below = new Set(readThroughViews(catalogue, model));
  if (model.narrow !== undefined) below.add(model.narrow);
  await show(catalogue, year === null ? undefined : {year}, below);
  if (model.slices && year !== null) return buildSliced(catalogue, model, address, year);
  if (model.narrow && year !== null) return buildNarrowed(catalogue, model, address, year);
  const rows = await workspace.value<number>(`create or replace table ${address} as ${model.sql}`);
  return model.computation ? fillEstimate(workspace, model, address) : rows;
}

/** The table as it is with the rows of few persons made again; undefined when that cannot be or does not pay. */
async function buildPatched(
  catalogue: Catalogue,
  model: Model,
  year: number | null,
  {
    current,
    parts,
    fingerprint,
    files,
  }: {
    readonly current: Built;
    readonly parts: Parts;
    readonly fingerprint: string;
    readonly files: readonly string[];
  },
): Promise<Built | undefined> {
  if (year === null || model.patch === undefined) return undefined;
  const patch = await makePatch(catalogue, model, year, {fingerprint, onto: current.fingerprint}, files);
  return patch && {...current, fingerprint, parts, patch};
}

/** A name no table has that counts today, not even one that was patched since it got its name. */
function freshName(catalogue: Catalogue, model: Model, year: number | null, fingerprint: string): string {
  const taken = new Set([...(catalogue.built.get(model.relation)?.values() ?? [])].map((t) => t.physical));
  const name = `${model.schema}__${model.name}__${year ?? 'all'}__${fingerprint.slice(0, 12)}`;
  return taken.has(name) ? `${name}_again` : name;
}

/**
 * Build range by range: hash tables stay in the processor's cache and memory does not grow with the population.
 *
 * Each lane builds ranges of its own in one thread. Threads that share a statement each make sums of the same groups,
 * which are then added up: with hardly more rows than groups that costs nearly as much as to make them.
 */
async function buildSliced(catalogue: Catalogue, model: Model, table: string, year: number): Promise<number> {
  const {workspace} = catalogue;
  const ranges = await rangesOf(catalogue, year);
  const insert = `insert into ${table} ${model.sql}`;
  await workspace.run(`create or replace table ${table} as select * from (${model.sql}) where false`);
  if (ranges.length <= 1) return workspace.value<number>(insert);
  const below = readThroughViews(catalogue, model);
  await showSources(catalogue, {year, slice: isInOwnRange}, below);
  const lanes = await workspace.lanes();
  const buildRanges = (): Promise<number[]> =>
    inLanes(ranges, lanes, besideEachOther, async (range, lane) => {
      await keepTo(lane, range);
      return lane.value<number>(insert);
    });
  // one transaction a lane, around them all: each leaves rows that do not fill a group, which are written once more
  const inTransactions = lanes.reduce((work, lane) => () => lane.transaction(work, model.reads), buildRanges);
  const rows = await workspace.inOneThreadEach(inTransactions);
  await showSources(catalogue, {year}, below);
  return rows.reduce((sum, n) => sum + n, 0);
}

/** Build from the deliveries about some persons only: a handful is looked up instead of reading everybody. */
async function buildNarrowed(
  catalogue: Catalogue,
  model: Model,
  table: string,
  year: number,
): Promise<number> {
  const {workspace} = catalogue;
  const below = readThroughViews(catalogue, model);
  const slice = `hash(person_id) in (select person_key from ${model.narrow})`;
  await showSources(catalogue, {year, slice}, below);
  const rows = await workspace.value<number>(`create or replace table ${table} as ${model.sql}`);
  await showSources(catalogue, {year}, below);
  return rows;
}

/** Ranges of persons along the first table of the source that has the finest ones. */
async function rangesOf(catalogue: Catalogue, year: number): Promise<readonly PersonRange[]> {
  let finest: readonly PersonRange[] = [];
  for (const source of catalogue.contracts.values()) {
    const first = source.tables[0];
    const base = first && catalogue.inForce.get(relationOf(first))?.get(year)?.[0];
    if (source.per !== 'year' || !base || !first.columns.some((c) => c.name === 'person_id')) continue;
    const ranges = await personRanges(
      catalogue.workspace,
      catalogue.workspace.stored(base.file),
      catalogue.rowsPerRange,
    );
    if (ranges.length > finest.length) finest = ranges;
  }
  return finest;
}

async function countRows(catalogue: Catalogue, built: Built): Promise<number> {
  return catalogue.workspace.value<number>(`select count(*) from (${rowsOf(built)})`);
}

/** The short transaction that makes the new tables count. */
async function makeCount(
  catalogue: Catalogue,
  years: readonly number[],
  startedAt: Date,
  finishedAt: Date,
  steps: readonly BuildStep[],
  alongside?: Alongside,
): Promise<void> {
  const {workspace, built} = catalogue;
  const tables = [...built.values()].flatMap((of) => [...of.values()]);
  const fingerprint = createHash('sha256')
    .update(
      tables
        .map((t) => t.fingerprint)
        .sort()
        .join(),
    )
    .digest('hex');
  const at = (date: Date): string => `${literal(date.toISOString())}::timestamptz`;
  await workspace.transaction(async () => {
    await workspace.run('delete from ws.built');
    for (const t of tables) await mergePatch(catalogue, t);
    const rows = tables.map(({relation, year, physical, fingerprint: made, parts}) => ({
      relation,
      reference_year: year,
      physical,
      fingerprint: made,
      parts: JSON.stringify(parts),
    }));
    await insertRows(workspace, 'ws.built', rows);
    const runId = await workspace.value<number>('select coalesce(max(run_id), 0)::integer + 1 from ws.runs');
    await workspace.run(`
      insert into ws.runs values (${runId}, ${at(startedAt)}, ${at(finishedAt)}, ${literal(catalogue.asOf)}::date,
        [${years.join(', ')}], ${literal(fingerprint)})`);
    await alongside?.write(runId, steps);
  }, alongside?.reads);
  // a transaction writes to one database only, so the views follow when it is over
  for (const {patch: _, before: _before, ...merged} of tables) rememberBuilt(built, merged);
  await show(catalogue);
}

/** Drop tables that no longer count, or never did because a run was cut off. */
export async function sweepTables(workspace: Catalogue['workspace']): Promise<void> {
  const stray = await workspace.rows<{name: string}>(`
    select table_name as name from duckdb_tables()
    where database_name = 'ws' and table_name like '%\\_\\_%' escape '\\'
      and table_name not in (select physical from ws.built)`);
  if (stray.length === 0) return;
  const drops = stray.map(({name}) => `drop table ws.${identifier(name)};`);
  await workspace.transaction(() => workspace.run(drops.join('\n')));
}
