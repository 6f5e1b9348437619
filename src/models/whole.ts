import {relationOf} from '../contracts/contract.js';
import {isInOwnRange, keepTo, type PersonRange, personRanges} from '../delivery/ranges.js';
import {addressOf, type Built, type Catalogue, show, showSources} from './catalogue.js';
import {fillEstimate} from './estimate.js';
import {readThroughViews} from './ingredients.js';
import {besideEachOther, inLanes} from './lanes.js';
import type {Model} from './model.js';

/**
 * Make a table from everything it stands on. Only what the model reads is shown: to show a table costs as much as to
 * make a small one.
 *
 * @returns how many rows the table has: a statement that makes rows says how many it made
 */
export async function buildWhole(
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

/** A name no table has that counts today, not even one that was patched since it got its name. */
export function freshName(
  catalogue: Catalogue,
  model: Model,
  year: number | null,
  fingerprint: string,
): string {
  const taken = new Set([...(catalogue.built.get(model.relation)?.values() ?? [])].map((t) => t.physical));
  const name = `${model.schema}__${model.name}__${year ?? 'all'}__${fingerprint.slice(0, 12)}`;
  return taken.has(name) ? `${name}_again` : name;
}
