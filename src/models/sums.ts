import {identifier, literal} from '../db/text.js';
import {addressOf, type Built, type Catalogue, show} from './catalogue.js';
import {amongFew} from './few.js';
import {fingerprintOf, partsOf, readThroughViews} from './ingredients.js';
import type {Model} from './model.js';
import {fewTouched, touchingFiles} from './patch.js';

interface Column {
  readonly name: string;
  readonly type: string;
}

/** What few persons counted for in a table of sums, and what they count for now. */
export interface CountedFew {
  /** The table as it was. */
  readonly onto: Built;
  readonly columns: readonly Column[];
  /** Tables with the groups of these persons alone. */
  readonly before: string;
  readonly after: string;
}

/**
 * Count the touched persons alone in tables of sums, as they were and as they are.
 *
 * @param models with `sums`, of which everything they read is built
 * @returns those that can follow by adding up; what is not here must be made again whole
 */
export async function countFew(
  catalogue: Catalogue,
  models: readonly Model[],
  year: number,
): Promise<ReadonlyMap<Model, CountedFew>> {
  const {workspace} = catalogue;
  const counted = new Map<Model, CountedFew>();
  const fewOf = new Map<string, string | undefined>();
  const byTouched = new Map<string, Model[]>();
  const columns = await columnsOf(catalogue, models, year);
  for (const model of models) {
    const onto = catalogue.built.get(model.relation)?.get(year);
    const parts = partsOf(catalogue, model, year);
    if (!onto || onto.fingerprint === fingerprintOf(parts)) continue;
    const files = await touchingFiles(catalogue, model, onto, parts);
    if (!files?.length) continue;
    const all = files.join('\n');
    if (!fewOf.has(all)) fewOf.set(all, await fewTouched(catalogue, year, files));
    const touched = fewOf.get(all);
    if (touched === undefined) continue;
    byTouched.set(touched, [...(byTouched.get(touched) ?? []), model]);
    const named = (side: string): string => amongFew(`${side}__${model.name}__${year}`);
    counted.set(model, {
      onto,
      columns: columns.get(`${onto.store} ${onto.physical}`) ?? [],
      before: named('before'),
      after: named('after'),
    });
  }
  for (const [touched, those] of byTouched) {
    const below = new Set(those.flatMap((model) => [...readThroughViews(catalogue, model)]));
    for (const isBefore of [true, false]) {
      await show(catalogue, {year, touched, isBefore}, below);
      for (const model of those) {
        const {before, after} = counted.get(model)!;
        await workspace.run(`create or replace table ${isBefore ? before : after} as ${model.sql}`);
      }
    }
  }
  return counted;
}

/** The columns of the tables as they lie there, in one question: the engine goes through all it has for each. */
async function columnsOf(
  {workspace, built}: Catalogue,
  models: readonly Model[],
  year: number,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  const names = models.flatMap((model) => built.get(model.relation)?.get(year)?.physical ?? []);
  const found = new Map<string, Column[]>();
  if (names.length === 0) return found;
  const rows = await workspace.rows<{store: string; table: string; name: string; type: string}>(
    `select database_name as store, table_name as "table", column_name as name, data_type as type
    from duckdb_columns() where table_name in (${names.map(literal).join(', ')}) order by column_index`,
  );
  for (const {store, table, ...column} of rows) {
    const of = `${store} ${table}`;
    found.set(of, [...(found.get(of) ?? []), column]);
  }
  return found;
}

/**
 * Make a table of sums from what it was, less what few persons counted for, plus what they count for now.
 *
 * @param table that is made
 * @returns how many rows it has; undefined when the sums do not close, so that it must be made whole
 */
export async function addUp(
  {workspace}: Catalogue,
  model: Model,
  {onto, columns, before, after}: CountedFew,
  table: Built,
): Promise<number | undefined> {
  const measures = columns
    .filter((c) => !model.key.includes(c.name))
    .map((c) => ({...c, cell: identifier(c.name)}));
  if (
    measures.length === 0 ||
    measures.some(({type}) => !/^(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^DECIMAL/.test(type))
  )
    return undefined;
  const key = model.key.map(identifier).join(', ');
  const signed = (sign: string, from: string): string =>
    `select ${key}, ${measures.map(({cell}) => `${sign}${cell} as ${cell}`).join(', ')} from ${from}`;
  const sums = amongFew(`sums__${onto.physical}`);
  const rows = identifier(model.sums!);
  await workspace.run(`
    create or replace table ${sums} as
    select ${key}, ${measures.map(({cell, type}) => `sum(${cell})::${type} as ${cell}`).join(', ')},
      bool_or(${measures.map(({cell}) => `${cell} is null`).join(' or ')}) as is_unknown
    from (${signed('', addressOf(onto))} union all ${signed('-', before)} union all ${signed('', after)})
    group by ${key}`);
  const faults = await workspace.value<number>(`
    select count(*) from ${sums}
    where is_unknown or ${rows} < 0 or (${rows} = 0 and (${measures.map(({cell}) => `${cell} <> 0`).join(' or ')}))`);
  if (faults > 0) return undefined;
  return workspace.value<number>(`
    create or replace table ${addressOf(table)} as
    select ${columns.map((c) => identifier(c.name)).join(', ')} from ${sums} where ${rows} > 0`);
}
