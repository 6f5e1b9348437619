import {identifier, literal} from '../db/text.js';
import {addressOf, type Built, type Catalogue, show} from './catalogue.js';
import {amongFew} from './few.js';
import {fingerprintOf, partsOf, readThroughViews} from './ingredients.js';
import type {Model} from './model.js';
import {fewTouched, touchingFiles} from './patch.js';

/** What few persons counted for in a table of sums, and what they count for now. */
export interface CountedFew {
  /** The table as it was. */
  readonly onto: Built;
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
  const byTouched = new Map<string, Model[]>();
  for (const model of models) {
    const onto = catalogue.built.get(model.relation)?.get(year);
    const parts = partsOf(catalogue, model, year);
    if (!onto || onto.fingerprint === fingerprintOf(parts)) continue;
    const files = await touchingFiles(catalogue, model, onto, parts);
    const touched = files && (await fewTouched(catalogue, year, files));
    if (touched === undefined) continue;
    byTouched.set(touched, [...(byTouched.get(touched) ?? []), model]);
    const named = (side: string): string => amongFew(`${side}__${model.name}__${year}`);
    counted.set(model, {onto, before: named('before'), after: named('after')});
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

/**
 * Make a table of sums from what it was, less what few persons counted for, plus what they count for now.
 *
 * @param table that is made
 * @returns how many rows it has; undefined when the sums do not close, so that it must be made whole
 */
export async function addUp(
  {workspace}: Catalogue,
  model: Model,
  {onto, before, after}: CountedFew,
  table: Built,
): Promise<number | undefined> {
  const columns = await workspace.rows<{name: string; type: string}>(
    `select column_name as name, data_type as type from duckdb_columns()
    where database_name = ${literal(onto.store)} and table_name = ${literal(onto.physical)} order by column_index`,
  );
  const measures = columns
    .filter((c) => !model.key.includes(c.name))
    .map((c) => ({...c, cell: identifier(c.name)}));
  if (measures.some(({type}) => !/^(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^DECIMAL/.test(type))) return undefined;
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
