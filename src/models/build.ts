import type {Effects} from '../effects.js';
import {quantity} from '../quantity.js';
import {breadthOf} from './breadth.js';
import {type Built, type Catalogue, rememberBuilt, rowsOf, show} from './catalogue.js';
import {type Alongside, type BuildStep, makeCount, sweepTables} from './commit.js';
import {forgetFew} from './few.js';
import {ancestorsOf} from './graph.js';
import {fingerprintOf, type Parts, partsOf, readThroughViews} from './ingredients.js';
import {inLanes} from './lanes.js';
import type {Model} from './model.js';
import {makePatch, touchingFiles} from './patch.js';
import {stagesOf, yearsWhole} from './stages.js';
import {addUp, type CountedFew, countFew} from './sums.js';
import {buildWhole, freshName} from './whole.js';
import {requireYears} from './years.js';

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
    for (const [year, all] of stagesOf(catalogue, years)) {
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
  for (const [year, models] of stagesOf(catalogue, years)) {
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

/**
 * Build models, beside each other where they do not stand on each other. What reads many rows takes every processor by
 * itself and is built alone; the many small tables of sums are mostly planned, which takes one.
 */
async function buildStage(
  catalogue: Catalogue,
  models: readonly Model[],
  year: number | null,
  effects: Effects,
): Promise<BuildStep[]> {
  const lanes = (await catalogue.workspace.lanes()).map((workspace) => ({...catalogue, workspace}));
  const breadth = await breadthOf(catalogue, year, lanes.length);
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
      isAlone: (m) =>
        // these show the views of a scope of their own: some persons, or the tables as they were
        m.patch !== undefined ||
        m.slices !== undefined ||
        m.narrow !== undefined ||
        isUncounted(m) ||
        breadth.readsWidely(m),
    },
    async (model, lane, ready) => {
      if (year !== null && isUncounted(model)) {
        const uncounted = ready.filter(isUncounted);
        const few = await countFew(lane, uncounted, year);
        for (const of of uncounted) counted.set(of, few.get(of));
      }
      const step = await buildOne(lane, model, year, effects, counted.get(model));
      breadth.add(catalogue.built.get(model.relation)!.get(year)!, step.rows);
      return step;
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

async function countRows(catalogue: Catalogue, built: Built): Promise<number> {
  return catalogue.workspace.value<number>(`select count(*) from (${rowsOf(built)})`);
}
