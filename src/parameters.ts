import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {z} from 'zod';
import {isDay} from './days.js';
import {insertRows} from './db/insert-rows.js';
import {identifier, literal} from './db/text.js';
import {layView} from './db/views.js';
import type {Workspace} from './db/workspace.js';
import {JobbonusError} from './errors.js';
import {filesIn, rooms, shown} from './house.js';
import {readSqlFile} from './models/sql-file.js';
import {didYouMean} from './suggest.js';
import {parseYaml} from './yaml.js';

/** What each parameter is. */
export const kindsFile = join(rooms.sql, 'parameters', 'schema.yaml');

const kind = z.strictObject({
  type: z.enum(['money', 'date', 'years', 'months', 'days']),
  unit: z.string(),
  varies: z.enum(['year', 'quarter', 'birth']),
  label: z.string(),
  meaning: z.string(),
});

export type ParameterKind = z.infer<typeof kind>;

/** One value of the law, with the reason to believe it. All values are text, exactly as written in the file. */
export interface Citation {
  readonly reference_year: number;
  readonly name: string;
  readonly label: string;
  /** First quarter (1–4) in which it holds; 1 for values of the whole year. */
  readonly from_quarter: number;
  /** First birth date it holds for; null when it does not depend on birth. */
  readonly born_from: string | null;
  readonly value: string;
  readonly unit: string;
  readonly article: string;
  readonly source: string;
  readonly certainty: 'certain' | 'probable' | 'assumption';
  readonly verified: string;
}

export interface YearParameters {
  readonly reference_year: number;
  readonly citations: readonly Citation[];
  /** Changes when any value, article or mark of the year changes. */
  readonly fingerprint: string;
}

const values = {
  money: {pattern: /^\d+\.\d{2}$/, example: '600.00', duckType: 'decimal(9,2)'},
  date: {pattern: /^\d{4}-\d{2}-\d{2}$/, example: '2023-01-01', duckType: 'date'},
  years: {pattern: /^\d{1,3}$/, example: '65', duckType: 'integer'},
  months: {pattern: /^\d{1,3}$/, example: '3', duckType: 'integer'},
  days: {pattern: /^\d{1,3}$/, example: '3', duckType: 'integer'},
} as const;

const noDay = 'is no day of the calendar; expected one like 2023-01-01';

const entry = z.strictObject({
  value: z.string(),
  unit: z.string(),
  article: z.string().min(1),
  source: z.string().min(1),
  certainty: z.enum(['certain', 'probable', 'assumption']),
  verified: z.string().refine(isDay, noDay),
  from_quarter: z.enum(['1', '2', '3', '4']).optional(),
  born_from: z.string().refine(isDay, noDay).optional(),
});

/**
 * Read the law: every year's file in a folder, by reference year.
 *
 * @throws {JobbonusError} `PARAMETERS`, naming file and key and an example of what would be right
 */
export function readParameters(
  folder: string = join(rooms.sql, 'parameters'),
): ReadonlyMap<number, YearParameters> {
  const kinds = readKinds(join(folder, 'schema.yaml'));
  const files = filesIn(folder, '.yaml').filter((path) => basename(path) !== 'schema.yaml');
  return new Map(files.map((path) => readYear(path, kinds)).map((year) => [year.reference_year, year]));
}

/** What each parameter is: its unit, its Dutch label and what it varies with. */
export function readKinds(path: string = kindsFile): ReadonlyMap<string, ParameterKind> {
  const shape = z.record(z.string(), kind).safeParse(parseYaml(readFileSync(path, 'utf8'), path));
  if (!shape.success)
    throw wrong(path, shape.error.issues[0]!.path.join('.'), shape.error.issues[0]!.message);
  return new Map(Object.entries(shape.data));
}

function readYear(path: string, kinds: ReadonlyMap<string, ParameterKind>): YearParameters {
  const text = readFileSync(path, 'utf8');
  // failsafe keeps every value as written: 2499.99 never becomes a binary fraction
  const file: unknown = parseYaml(text, path, 'failsafe');
  if (typeof file !== 'object' || file === null) throw wrong(path, '', 'expected names with values');
  const {reference_year, status, ...rest} = file as Record<string, unknown>;
  if (typeof reference_year !== 'string' || !/^\d{4}$/.test(reference_year))
    throw wrong(path, 'reference_year', 'expected a year, as in 2022');
  if (basename(path) !== `${reference_year}.yaml`)
    throw wrong(path, 'reference_year', `is ${reference_year}; the file is named after its year`);
  if (status !== 'adopted')
    throw wrong(
      path,
      'status',
      `is ${String(status)}; only an adopted year can be computed, with status: adopted`,
    );
  for (const name of Object.keys(rest)) {
    if (!kinds.has(name)) throw wrong(path, name, `is unknown${didYouMean(name, kinds.keys())}`);
  }
  const year = Number(reference_year);
  const citations = [...kinds].flatMap(([name, k]) => {
    if (!(name in rest))
      throw wrong(
        path,
        name,
        `is missing; add ${name}: {value: ${values[k.type].example}, unit: ${k.unit}, article: …}`,
      );
    return readEntries(path, year, name, k, rest[name]);
  });
  return {
    reference_year: year,
    citations,
    fingerprint: createHash('sha256').update(JSON.stringify(citations)).digest('hex'),
  };
}

function readEntries(path: string, year: number, name: string, k: ParameterKind, given: unknown): Citation[] {
  const entries = Array.isArray(given) ? given : [given];
  if (entries.length === 0) throw wrong(path, name, 'has no entry');
  const read = entries.map((one: unknown): Citation => {
    const shape = entry.safeParse(one);
    if (!shape.success) {
      const issue = shape.error.issues[0]!;
      const missing = issue.code === 'invalid_type' && issue.path.length > 0;
      throw wrong(path, [name, ...issue.path].join('.'), missing ? 'is missing' : issue.message);
    }
    const {value, unit, from_quarter, born_from, ...grounds} = shape.data;
    const format = values[k.type];
    if (!format.pattern.test(value) || (k.type === 'date' && !isDay(value)))
      throw wrong(path, `${name}.value`, `is ${value}; expected a ${k.type} like ${format.example}`);
    if (unit !== k.unit) throw wrong(path, `${name}.unit`, `is ${unit}; expected ${k.unit}`);
    if (from_quarter !== undefined && k.varies !== 'quarter')
      throw wrong(path, `${name}.from_quarter`, 'has no meaning here; the value holds all year');
    if (born_from !== undefined && k.varies !== 'birth')
      throw wrong(path, `${name}.born_from`, 'has no meaning here; the value does not depend on birth');
    return {
      reference_year: year,
      name,
      label: k.label,
      value,
      unit,
      ...grounds,
      from_quarter: Number(from_quarter ?? '1'),
      born_from: born_from ?? (k.varies === 'birth' ? '0001-01-01' : null),
    };
  });
  const starts = read.map((c) => `${c.from_quarter}/${c.born_from}`);
  if (new Set(starts).size !== starts.length)
    throw wrong(
      path,
      name,
      'has two entries for the same start; give each its own from_quarter or born_from',
    );
  if (k.varies !== 'birth' && !read.some((c) => c.from_quarter === 1))
    throw wrong(path, name, 'has no value for the first quarter');
  return read;
}

function wrong(path: string, key: string, message: string): JobbonusError {
  return new JobbonusError('PARAMETERS', `${shown(path)}: ${key === '' ? '' : `${key} `}${message}`);
}

/** The tables of schema `parameters` that hold values of the law, with what those vary with. */
const variesIn = {years: 'year', quarters: 'quarter', pension_ages: 'birth'} as const;

const printed = new WeakMap<YearParameters, ReadonlyMap<string, string>>();

/**
 * What a table of schema `parameters` holds of a year, as one hash: another value, and no other article or mark,
 * changes it. The table of citations has the marks too.
 */
export function fingerprintOfLaw(year: YearParameters, table: string): string {
  const known = printed.get(year) ?? printsOf(year);
  printed.set(year, known);
  return known.get(table) ?? year.fingerprint;
}

function printsOf({citations}: YearParameters): ReadonlyMap<string, string> {
  const kinds = readKinds();
  return new Map(
    Object.entries(variesIn).map(([table, varies]) => {
      const held = citations.filter((c) => kinds.get(c.name)?.varies === varies);
      const values = held.map((c) => [c.name, c.from_quarter, c.born_from, c.value]);
      return [table, createHash('sha256').update(JSON.stringify(values)).digest('hex')];
    }),
  );
}

/** Make the tables that hold the values of the law, from their citations. */
export async function giveParameters(workspace: Workspace, citations: readonly Citation[]): Promise<void> {
  const kinds = readKinds();
  const column = (varies: ParameterKind['varies']): string[] =>
    [...kinds]
      .filter(([, k]) => k.varies === varies)
      .map(
        ([name, k]) => `
      max_by(value, from_quarter) filter (name = ${literal(name)})::${values[k.type].duckType} as ${identifier(name)}`,
      );
  await workspace.run(`
    create or replace table given.citations (
      place_no integer, reference_year integer, name varchar, label varchar, from_quarter integer, born_from varchar,
      value varchar, unit varchar, article varchar, source varchar, certainty varchar, verified date)`);
  await insertRows(
    workspace,
    'given.citations',
    citations.map((citation, i) => ({place_no: i + 1, ...citation})),
  );
  await workspace.run(`
    create or replace table given.years as
    select reference_year, ${column('year').join(', ')}
    from given.citations group by reference_year order by reference_year;
    create or replace table given.quarters as
    select c.reference_year, quarter_no, ${column('quarter').join(', ')}
    from given.citations as c, unnest([1, 2, 3, 4]) as q(quarter_no)
    where from_quarter <= quarter_no group by all order by all;
    create or replace table given.pension_ages as
    select reference_year, born_from::date as born_from, value::integer as age_years
    from given.citations where name = 'pension_age' order by all`);
}

/**
 * Make the tables behind schema `parameters` and hold every rule of `sql/parameters/rules` against them.
 *
 * @param asOf ISO day from which the world is seen
 * @throws {JobbonusError} `PARAMETER_RULE`, naming the rule, the year and the quarter
 */
export async function makeParameterTables(
  workspace: Workspace,
  years: ReadonlyMap<number, YearParameters>,
  asOf: string,
): Promise<void> {
  await giveParameters(
    workspace,
    [...years.values()].flatMap((y) => y.citations),
  );
  await seeFrom(workspace, asOf);
  showParameters(workspace);
  for (const path of filesIn(join(rooms.sql, 'parameters', 'rules'), '.sql')) {
    const {header, sql} = readSqlFile(path, z.strictObject({rule: z.string()}));
    const broken = await workspace.rows<{reference_year: number; quarter_no: number | null}>(sql);
    const first = broken[0];
    if (first) {
      const quarter = first.quarter_no === null ? '' : `, quarter ${first.quarter_no}`;
      throw new JobbonusError(
        'PARAMETER_RULE',
        `sql/parameters/${first.reference_year}.yaml${quarter}: breaks the rule that ${header.rule}`,
      );
    }
  }
}

/**
 * Say from which day the world is seen, to every view that asks.
 *
 * @param asOf ISO day; it ends in Brussels, whatever the clock of the machine says
 */
export async function seeFrom(workspace: Pick<Workspace, 'run'>, asOf: string): Promise<void> {
  await workspace.run(`
    create or replace table parameters.as_of as
    select ${literal(asOf)}::date as as_of_date,
      timezone('Europe/Brussels', (${literal(asOf)}::date + 1)::timestamp) as as_of_end_at`);
}

/** Show the law: of all years, or of one. */
export function showParameters(workspace: Workspace, year?: number): void {
  for (const table of ['citations', 'years', 'quarters', 'pension_ages']) {
    const which = year === undefined ? '' : ` where reference_year = ${year}`;
    layView(workspace, `parameters.${table}`, `from given.${table}${which}`);
  }
  // for what only asks which years there are: it stays as it is when an amount changes
  layView(workspace, 'parameters.reference_years', 'select reference_year from parameters.years');
  // of all years, whichever is shown
  layView(
    workspace,
    'parameters.first_year',
    'select min(reference_year) as first_reference_year from given.years',
  );
}
