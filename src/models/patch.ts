import {createHash} from 'node:crypto';
import {identifier, literal} from '../db/text.js';
import {addressOf, type Built, type Catalogue, type Patch, show} from './catalogue.js';
import {addedFiles, type Parts, readThroughViews} from './ingredients.js';
import type {Model} from './model.js';

/** Above this share of the people of a year, making its tables again whole is quicker than looking persons up. */
const fewAtMost = 0.2;

/**
 * The change deliveries that touched the rows of a table since it was built, when they are all that changed.
 *
 * @returns files in the store; undefined when something else changed too, so that the whole table must be made again
 */
export function touchingFiles(
  catalogue: Catalogue,
  model: Model,
  current: Built,
  parts: Parts,
): string[] | undefined {
  if (model.patch === undefined || current.patch) return undefined;
  const files = new Set<string>();
  const names = new Set([...Object.keys(parts), ...Object.keys(current.parts)]);
  for (const name of names) {
    const [before, after] = [current.parts[name], parts[name]];
    if (before === after) continue;
    if (before === undefined || after === undefined) return undefined;
    const added = name.startsWith('sources.')
      ? personFiles(catalogue, name, before, after)
      : patchedSince(catalogue, name, current.year, before)?.files;
    if (!added) return undefined;
    for (const file of added) files.add(file);
  }
  return [...files].sort();
}

/** Added files of a table whose key names the person: a row in force never moves from one person to another. */
function personFiles(
  catalogue: Catalogue,
  name: string,
  before: string,
  after: string,
): readonly string[] | undefined {
  const tables = [...catalogue.contracts.values()].flatMap((source) =>
    source.tables.map((table) => ({relation: `sources.${source.source}__${table.name}`, table})),
  );
  const found = tables.find((t) => t.relation === name);
  return found?.table.key.includes('person_id') ? addedFiles(before, after) : undefined;
}

function patchedSince(
  catalogue: Catalogue,
  relation: string,
  year: number | null,
  before: string,
): Patch | undefined {
  const patch = catalogue.built.get(relation)?.get(year)?.patch;
  return patch?.onto === before ? patch : undefined;
}

/**
 * Make the rows of the touched persons again, beside the table.
 *
 * @returns undefined when the persons are too many for it to pay
 */
export async function makePatch(
  catalogue: Catalogue,
  model: Model,
  year: number,
  current: Built,
  files: readonly string[],
): Promise<Patch | undefined> {
  const {workspace, store} = catalogue;
  const touched = await touchedPersons(catalogue, year, files);
  if (!(await areFew(catalogue, year, touched))) return undefined;
  const rows = `${store}.${identifier(`patch__${model.name}__${year}`)}`;
  const slice = model.narrow === undefined ? {} : {slice: await narrowed(catalogue, model.narrow, touched)};
  const below = readThroughViews(catalogue, model);
  await show(catalogue, {year, touched, ...slice}, below);
  await workspace.run(
    `create or replace table ${rows} as select * from (${model.sql}) semi join ${touched} using (person_key)`,
  );
  await show(catalogue, {year}, below);
  return {touched, rows, files, onto: current.fingerprint};
}

/** Few against the people of the year, not against the table: what is about few people looks few people up anyway. */
async function areFew(catalogue: Catalogue, year: number, touched: string): Promise<boolean> {
  const counts = await Promise.all(
    catalogue.models.flatMap((m) => {
      const table = m.patch === undefined ? undefined : catalogue.built.get(m.relation)?.get(year);
      return table ? [catalogue.workspace.value<number>(`select count(*) from ${addressOf(table)}`)] : [];
    }),
  );
  const few = await catalogue.workspace.value<number>(`select count(*) from ${touched}`);
  return few <= Math.max(...counts) * fewAtMost;
}

async function touchedPersons(catalogue: Catalogue, year: number, files: readonly string[]): Promise<string> {
  const {workspace, store} = catalogue;
  const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
  const table = `${store}.${identifier(`patch__touched__${year}__${name}`)}`;
  const named = files.map(
    (file) =>
      `select person_id from read_parquet(${literal(workspace.stored(file))}, hive_partitioning = false)`,
  );
  await workspace.run(`
    create table if not exists ${table} as
    select distinct person_id, hash(person_id) as person_key from (${named.join(' union all ')})`);
  return table;
}

/** SQL condition on `person_id`: who is both touched and in the few that a narrow model is about. */
async function narrowed(catalogue: Catalogue, few: string, touched: string): Promise<string> {
  const people = await catalogue.workspace.rows<{person_id: string}>(
    `select person_id from ${touched} semi join ${few} using (person_key) order by person_id`,
  );
  return people.length === 0
    ? 'false'
    : `person_id in (${people.map((p) => literal(p.person_id)).join(', ')})`;
}

/** Put the new rows in the place of the old ones, inside the transaction that makes a run count. */
export async function mergePatch(catalogue: Catalogue, table: Built): Promise<void> {
  const {patch} = table;
  if (!patch) return;
  const {workspace} = catalogue;
  await workspace.run(
    `delete from ${addressOf(table)} where person_key in (select person_key from ${patch.touched})`,
  );
  await workspace.run(`insert into ${addressOf(table)} by name from ${patch.rows}`);
}
