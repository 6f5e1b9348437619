import {createHash} from 'node:crypto';
import {relationOf} from '../contracts/contract.js';
import {literal} from '../db/text.js';
import {addressOf, type Built, type Catalogue, type Patch, rowsOf, show} from './catalogue.js';
import {amongFew} from './few.js';
import {addedFiles, type Parts, readThroughViews} from './ingredients.js';
import {type Model, previousYear} from './model.js';

/** Above this share of the people of a year, making its tables again whole is quicker than looking persons up. */
const fewAtMost = 0.2;

/** Above this number of rows, comparing a table with the one before costs more than it brings. */
const comparedAtMost = 30_000;

/**
 * The change deliveries that touched the rows of a table since it was built, when they are all that changed.
 *
 * @returns files in the store, none when all that the table stands on came out as it was; undefined when something
 *   else changed too, so that the whole table must be made again
 */
export async function touchingFiles(
  catalogue: Catalogue,
  model: Model,
  current: Built,
  parts: Parts,
): Promise<string[] | undefined> {
  if (current.patch) return undefined;
  const files = new Set<string>();
  const names = new Set([...Object.keys(parts), ...Object.keys(current.parts)]);
  const changed = [...names].filter((name) => current.parts[name] !== parts[name]);
  // what needs no look at a table first: most often it settles the matter
  const isTable = (name: string): boolean => builtBehind(catalogue, name, current.year) !== undefined;
  for (const name of changed.sort((a, b) => Number(isTable(a)) - Number(isTable(b)))) {
    const [before, after] = [current.parts[name], parts[name]];
    if (before === undefined || after === undefined) return undefined;
    const added = name.startsWith('sources.')
      ? personFiles(catalogue, model, name, before, after)
      : await changedSince(catalogue, name, current.year, before);
    if (!added) return undefined;
    for (const file of added) files.add(file);
  }
  return [...files].sort();
}

/**
 * Added files of a table whose key names the person: a row in force never moves from one person to another. Sums
 * cannot follow them: what a delivered table was before is not shown.
 */
function personFiles(
  catalogue: Catalogue,
  model: Model,
  name: string,
  before: string,
  after: string,
): readonly string[] | undefined {
  const tables = [...catalogue.contracts.values()].flatMap((source) => source.tables);
  const found = tables.find((table) => `sources.${relationOf(table)}` === name);
  return model.patch && found?.key.includes('person_id') ? addedFiles(before, after) : undefined;
}

/** The files that touched a built table, none when it was made again and came out the same. */
async function changedSince(
  catalogue: Catalogue,
  name: string,
  year: number | null,
  before: string,
): Promise<readonly string[] | undefined> {
  const table = builtBehind(catalogue, name, year);
  if (table?.patch?.onto === before) return table.patch.files;
  return table?.before?.fingerprint === before && (await isSame(catalogue, table, table.before))
    ? []
    : undefined;
}

/** The table that an ingredient is the fingerprint of, if it is one. */
function builtBehind({models, built}: Catalogue, name: string, year: number | null): Built | undefined {
  const [schema, of] = name.split('.');
  const tables = built.get(name);
  // a table over all years, or else the one of the year
  if (schema !== previousYear) return tables?.get(null) ?? (year === null ? undefined : tables?.get(year));
  if (year === null) return undefined;
  return built.get(models.find((m) => m.name === of)?.relation ?? '')?.get(year - 1);
}

/** Whether tables came out as they were: one question each, however many tables stand on them. */
const cameOutSame = new WeakMap<Built, Promise<boolean>>();

/** Whether a small table has the rows it had before. */
function isSame(catalogue: Catalogue, after: Built, before: Built): Promise<boolean> {
  const known = cameOutSame.get(after) ?? haveSameRows(catalogue, after, before);
  cameOutSame.set(after, known);
  return known;
}

async function haveSameRows({workspace}: Catalogue, after: Built, before: Built): Promise<boolean> {
  if (after.physical === before.physical) return true;
  // other code may make other columns, which cannot be compared
  if (after.parts['code'] !== before.parts['code']) return false;
  const [now, then] = [after, before].map(rowsOf) as [string, string];
  const counts = [now, then].map((rows) => `(select count(*) from (${rows}))`);
  const [are] = await workspace.rows<{as_many: boolean; few: boolean}>(
    `select ${counts.join(' = ')} as as_many, ${counts[0]} <= ${comparedAtMost} as few`,
  );
  if (!are!.as_many || !are!.few) return false;
  // other sums mean other rows, and are found ten times quicker; equal ones prove nothing yet
  const sums = [now, then].map((rows) => `(select sum(hash(t)) from (${rows}) as t)`);
  if (!(await workspace.value<boolean>(`select ${sums.join(' is not distinct from ')}`))) return false;
  const other = await workspace.value<number>(
    `select count(*) from ((${now} except all ${then}) union all (${then} except all ${now}))`,
  );
  return other === 0;
}

/**
 * Make the rows of the touched persons again, beside the table.
 *
 * @param of fingerprint that the table gets, and that it had
 * @returns undefined when the persons are too many for it to pay
 */
export async function makePatch(
  catalogue: Catalogue,
  model: Model,
  year: number,
  of: {readonly fingerprint: string; readonly onto: string},
  files: readonly string[],
): Promise<Patch | undefined> {
  const {workspace} = catalogue;
  const touched = await fewTouched(catalogue, year, files);
  if (touched === undefined) return undefined;
  const rows = amongFew(`rows__${model.name}__${year}__${of.fingerprint.slice(0, 12)}`);
  const slice =
    model.narrow === undefined ? {} : {slice: await narrowed(catalogue, model.narrow, {year, touched})};
  await show(catalogue, {year, touched, ...slice}, readThroughViews(catalogue, model));
  await workspace.run(
    `create or replace table ${rows} as select * from (${model.sql}) semi join ${touched} using (person_key)`,
  );
  return {touched, rows, files, onto: of.onto};
}

/**
 * Everybody whom files name.
 *
 * @returns a table with their `person_key` and `person_id`; undefined when they are too many to be looked up
 */
export async function fewTouched(
  catalogue: Catalogue,
  year: number,
  files: readonly string[],
): Promise<string | undefined> {
  const touched = await touchedPersons(catalogue, year, files);
  return (await areFew(catalogue, year, touched)) ? touched : undefined;
}

/** Few against the people of the year, not against the table: what is about few people looks few people up anyway. */
async function areFew(catalogue: Catalogue, year: number, touched: string): Promise<boolean> {
  const counts = catalogue.models.flatMap((m) => {
    const table = m.patch === undefined ? undefined : catalogue.built.get(m.relation)?.get(year);
    return table ? [`(select count(*) from ${addressOf(table)})`] : [];
  });
  return catalogue.workspace.value<boolean>(
    `select (select count(*) from ${touched}) <= greatest(${counts.join(', ')}) * ${fewAtMost}`,
  );
}

async function touchedPersons(catalogue: Catalogue, year: number, files: readonly string[]): Promise<string> {
  const {workspace} = catalogue;
  const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
  const table = amongFew(`touched__${year}__${name}`);
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
async function narrowed(
  catalogue: Catalogue,
  few: string,
  scope: {readonly year: number; readonly touched: string},
): Promise<string> {
  await show(catalogue, scope, new Set([few]));
  const people = await catalogue.workspace.rows<{person_id: string}>(
    `select person_id from ${scope.touched} semi join ${few} using (person_key) order by person_id`,
  );
  return among(people.map((p) => p.person_id));
}

/** SQL condition on `person_id`: a handful of persons, whose rows are then found without reading everybody's. */
export const among = (people: readonly string[]): string =>
  people.length === 0 ? 'false' : `person_id in (${people.map(literal).join(', ')})`;

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
