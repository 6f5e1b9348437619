import {createHash} from 'node:crypto';
import {relationOf} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import {personRanges} from '../delivery/judge.js';
import type {Effects} from '../effects.js';
import {JobbonusError, misused} from '../errors.js';
import {type Built, type Catalogue, rememberBuilt, show, showModel, showSources} from './catalogue.js';
import {fillEstimate} from './estimate.js';
import {type Model, previousYear} from './model.js';

export interface BuildStep {
  readonly relation: string;
  readonly year: number | null;
  readonly rows: number;
  readonly seconds: number;
  /** False when nothing it stands on had changed. */
  readonly isNew: boolean;
}

/** Lines per piece of a model that is built person range by person range: what fits the processor's cache. */
const rowsPerSlice = 700_000;

/**
 * Build every model for the years asked, and whatever of other years those stand on.
 *
 * A table is named by the fingerprint of everything that went into it: its query, the macros and code lists, the
 * law of its year, the deliveries in force and the day it is seen from. What has the same fingerprint as last time
 * is not built again. New tables lie beside the old ones until the last is done; then one short transaction makes
 * them count. A run that is cut off changes nothing.
 *
 * @param years reference years with a delivery in force
 * @throws {JobbonusError} `YEAR_UNKNOWN` (exit 2), `YEAR_WITHOUT_PARAMETERS`
 */
export async function buildYears(
  catalogue: Catalogue,
  years: readonly number[],
  effects: Effects,
): Promise<BuildStep[]> {
  requireYears(catalogue, years);
  const {workspace} = catalogue;
  await sweep(catalogue);
  const steps: BuildStep[] = [];
  const startedAt = effects.now();
  const plan = planOf(catalogue, years);
  try {
    for (const [year, models] of plan) {
      const scope = year === null ? undefined : {year};
      await show(catalogue, scope);
      if (models.length === 0) continue;
      const step = effects.progress.step('build', year === null ? 'over all years' : String(year));
      const stage: BuildStep[] = [];
      for (const model of models) stage.push(await buildOne(catalogue, model, year, effects));
      const fresh = stage.filter((s) => s.isNew).length;
      step.done(`${fresh} tables${fresh < stage.length ? `, ${stage.length - fresh} unchanged` : ''}`);
      steps.push(...stage);
    }
  } finally {
    await show(catalogue);
  }
  await makeCount(catalogue, years, startedAt, effects.now());
  await sweep(catalogue);
  await workspace.run('checkpoint ws');
  return steps;
}

function requireYears(catalogue: Catalogue, years: readonly number[]): void {
  for (const year of years) {
    if (!catalogue.years.includes(year)) {
      const known = catalogue.years.length > 0 ? catalogue.years.join(', ') : 'none';
      throw misused(
        'YEAR_UNKNOWN',
        `reference year ${year} has no delivery in this workspace; loaded: ${known}`,
      );
    }
    if (!catalogue.parameters.has(year)) {
      throw new JobbonusError(
        'YEAR_WITHOUT_PARAMETERS',
        `reference year ${year} has no parameters; add sql/parameters/${year}.yaml, as in sql/parameters/${Math.max(...catalogue.parameters.keys())}.yaml`,
      );
    }
  }
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
      if (before && catalogue.years.includes(year - 1) && catalogue.parameters.has(year - 1))
        want(before, year - 1);
    }
  };
  const tables = models.filter((model) => !model.view);
  for (const year of years) for (const model of tables) if (model.per === 'year') want(model, year);
  const overAll = tables.filter((m) => m.per === 'all');
  return [
    [null, overAll.filter((m) => !standsOnYears(m))],
    ...[...wanted]
      .sort(([a], [b]) => a - b)
      .map(([year, set]): [number, Model[]] => [year, tables.filter((m) => m.per === 'year' && set.has(m))]),
    [null, overAll.filter(standsOnYears)],
  ];
}

async function buildOne(
  catalogue: Catalogue,
  model: Model,
  year: number | null,
  effects: Effects,
): Promise<BuildStep> {
  const {workspace} = catalogue;
  const fingerprint = fingerprintOf(catalogue, model, year);
  const current = catalogue.built.get(model.relation)?.get(year);
  if (current?.fingerprint === fingerprint) {
    return {
      relation: model.relation,
      year,
      rows: await countRows(catalogue, current),
      seconds: 0,
      isNew: false,
    };
  }
  const step = effects.progress.part('build', year === null ? model.relation : `${model.relation} ${year}`);
  const began = performance.now();
  const physical = `${model.schema}__${model.name}__${year ?? 'all'}__${fingerprint.slice(0, 12)}`;
  const table = `ws.${identifier(physical)}`;
  if (model.slices && year !== null) await buildSliced(catalogue, model, table, year);
  else if (model.narrow && year !== null) await buildNarrowed(catalogue, model, table, year);
  else await workspace.run(`create or replace table ${table} as ${model.sql}`);
  if (model.computation) await fillEstimate(workspace, model, table);
  const built = {relation: model.relation, year, physical, fingerprint};
  rememberBuilt(catalogue.built, built);
  await showModel(catalogue, model, year === null ? undefined : {year});
  const rows = await countRows(catalogue, built);
  step.done(`${rows} rows`);
  return {relation: model.relation, year, rows, seconds: (performance.now() - began) / 1000, isNew: true};
}

/** Build range by range: hash tables stay in the processor's cache and memory does not grow with the population. */
async function buildSliced(catalogue: Catalogue, model: Model, table: string, year: number): Promise<void> {
  const {workspace} = catalogue;
  await workspace.run(`create or replace table ${table} as select * from (${model.sql}) where false`);
  for (const slice of await slicesOf(catalogue, year)) {
    await showSources(catalogue, {year, slice});
    await workspace.run(`insert into ${table} ${model.sql}`);
  }
  await showSources(catalogue, {year});
}

/** Build from the deliveries about some persons only: a handful is looked up instead of reading everybody. */
async function buildNarrowed(catalogue: Catalogue, model: Model, table: string, year: number): Promise<void> {
  const {workspace} = catalogue;
  const people = await workspace.rows<{person_id: string}>(`
    select person_id from meta.people where person_key in (select person_key from ${model.narrow}) order by person_id`);
  await showSources(catalogue, {year, slice: among(people.map((p) => p.person_id))});
  await workspace.run(`create or replace table ${table} as ${model.sql}`);
  await showSources(catalogue, {year});
}

/** SQL condition on `person_id`. */
export function among(people: readonly string[]): string {
  return people.length === 0 ? 'false' : `person_id in (${people.map(literal).join(', ')})`;
}

/** Ranges of persons along the first table of the source that has the finest ones. */
async function slicesOf(catalogue: Catalogue, year: number): Promise<readonly string[]> {
  let finest: readonly string[] = ['true'];
  for (const source of catalogue.contracts.values()) {
    const first = source.tables[0];
    const base = first && catalogue.inForce.get(relationOf(first))?.get(year)?.[0];
    if (source.per !== 'year' || !base || !first.columns.some((c) => c.name === 'person_id')) continue;
    const ranges = await personRanges(
      catalogue.workspace,
      catalogue.workspace.stored(base.file),
      rowsPerSlice,
    );
    if (ranges.length > finest.length) finest = ranges;
  }
  return finest;
}

/** Everything that a table's content depends on, as one hash. */
function fingerprintOf(catalogue: Catalogue, model: Model, year: number | null): string {
  const hash = createHash('sha256').update(catalogue.rules).update(model.sql);
  if (model.computation)
    hash.update(JSON.stringify(model.computation.questions)).update(model.computation.code);
  for (const read of model.reads) hash.update(read).update(fingerprintOfRead(catalogue, read, year));
  return hash.digest('hex');
}

function fingerprintOfRead(catalogue: Catalogue, read: string, year: number | null): string {
  const [schema, name] = read.split('.') as [string, string];
  const {parameters, inForce, built, models} = catalogue;
  if (read === 'parameters.as_of') return catalogue.asOf;
  if (read === 'parameters.reference_years') return String(year ?? [...parameters.keys()].join());
  if (read === 'parameters.plans') return catalogue.plans;
  if (schema === 'parameters') {
    const some = year === null ? [...parameters.values()] : [parameters.get(year)];
    return some.map((p) => p?.fingerprint ?? '').join();
  }
  if (schema === 'sources') {
    const all = [...(inForce.get(name) ?? [])];
    const some = all.filter(([of]) => year === null || of === null || of === year);
    return JSON.stringify(some.map(([of, tables]) => [of, tables.map((t) => [t.file, t.mode])]));
  }
  if (schema === 'meta')
    return JSON.stringify(
      [...inForce].map(([relation, years]) => [relation, [...years.values()].flat().map((t) => t.file)]),
    );
  if (schema === previousYear) {
    const model = models.find((m) => m.name === name)!;
    return year === null ? '' : (built.get(model.relation)?.get(year - 1)?.fingerprint ?? 'none');
  }
  const model = models.find((m) => m.relation === read);
  // code lists are part of the rules
  if (!model) return '';
  if (model.view) return fingerprintOf(catalogue, model, year);
  const tables = [...(built.get(model.relation)?.values() ?? [])];
  const some = year === null || model.per === 'all' ? tables : tables.filter((t) => t.year === year);
  return some.map((t) => t.fingerprint).join();
}

async function countRows(catalogue: Catalogue, built: Built): Promise<number> {
  return catalogue.workspace.value<number>(`select count(*) from ws.${identifier(built.physical)}`);
}

/** The short transaction that makes the new tables count. */
async function makeCount(
  catalogue: Catalogue,
  years: readonly number[],
  startedAt: Date,
  finishedAt: Date,
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
    for (const t of tables) {
      await workspace.run(
        `insert into ws.built values (${literal(t.relation)}, ${t.year ?? 'null'}, ${literal(t.physical)}, ${literal(t.fingerprint)})`,
      );
    }
    await workspace.run(`
      insert into ws.runs
      select coalesce(max(run_id), 0) + 1, ${at(startedAt)}, ${at(finishedAt)}, ${literal(catalogue.asOf)}::date,
        [${years.join(', ')}], ${literal(fingerprint)}
      from ws.runs`);
  });
}

/** Drop tables that no longer count, or never did because a run was cut off. */
async function sweep(catalogue: Catalogue): Promise<void> {
  const {workspace} = catalogue;
  const stray = await workspace.rows<{name: string}>(`
    select table_name as name from duckdb_tables()
    where database_name = 'ws' and table_name like '%\\_\\_%' escape '\\'
      and table_name not in (select physical from ws.built)`);
  for (const {name} of stray) await workspace.run(`drop table ws.${identifier(name)}`);
}
