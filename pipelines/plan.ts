import {createHash} from 'node:crypto';
import {readFileSync, rmSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {brusselsDay} from '../src/days.js';
import {literal} from '../src/db/text.js';
import {openWorkspace, scratchFolder, type Workspace} from '../src/db/workspace.js';
import type {InForce} from '../src/delivery/in-force.js';
import type {Effects} from '../src/effects.js';
import {refused, whyUnread} from '../src/errors.js';
import {computedYears} from '../src/exports/export.js';
import {buildTables, foretell} from '../src/models/build.js';
import {type Catalogue, layCatalogue, stateOf} from '../src/models/catalogue.js';
import {ancestorsOf} from '../src/models/graph.js';
import {type Recorded, recordedIngredients} from '../src/models/recorded.js';
import {requireYears} from '../src/models/years.js';
import type {YearParameters} from '../src/parameters.js';
import {quantity} from '../src/quantity.js';
import {wholeFile} from '../src/whole-file.js';

/** Why amounts differ from those in force, in the order in which the changes are tried one on top of the other. */
export const causes = {
  first: 'first calculation: nothing was in force',
  code: 'changed code, code lists or engine',
  parameters: 'changed parameters',
  data: 'data mutation',
  objection: 'data mutation of a person with an open or granted objection',
  time: 'another day to see the world from',
} as const;

export type Cause = keyof typeof causes;

/** A difference between two states of the dossiers; amounts are decimal text in EUR. */
export interface Difference {
  readonly reference_year: number;
  readonly cause: Cause;
  /** What exactly changed: the source of a data mutation, else empty. */
  readonly source: string;
  /** Dossiers that stay entitled, to more or to less. */
  readonly up: number;
  readonly down: number;
  /** Dossiers that become entitled, or stop being it. */
  readonly in: number;
  readonly out: number;
  readonly euro_up: string;
  readonly euro_down: string;
  /** euro_up + euro_down */
  readonly euro: string;
}

export interface Plan {
  readonly plan: 'jobbonus restatement';
  readonly made_at: string;
  readonly proposed_by: string;
  readonly reference_years: readonly number[];
  readonly as_of: string;
  /** The run in force for each year; null where there is none. */
  readonly runs_in_force: Readonly<Record<string, number | null>>;
  /** Name → fingerprint of everything the new result is made of. */
  readonly ingredients: Readonly<Record<string, string>>;
  /** Relation and year → fingerprint: the dossiers as they are, and as they would be. */
  readonly in_force: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, string>>;
  /** First state against last; persons are counted once. */
  readonly totals: readonly (Omit<Difference, 'cause' | 'source'> & {
    readonly dossiers: number;
    /** Of dossiers that change: what would be paid on top of what was paid, and what would be asked back. */
    readonly to_pay_on_top: string;
    readonly to_recover: string;
  })[];
  /** Adds up to the totals, cent by cent. */
  readonly causes: readonly Difference[];
  /** Over all of the above: a plan that was edited is not the one that was computed. */
  readonly fingerprint: string;
}

/** What a dossier is: the tables behind `marts.dossiers`. */
const dossiers = 'marts.dossiers';
const behindDossiers = ['intermediate.people_assessed', 'intermediate.starters_assessed'];

interface Step {
  readonly cause: Cause;
  readonly source: string;
  readonly asOf: string;
  readonly parameters: ReadonlyMap<number, YearParameters>;
  readonly inForce: InForce;
}

/**
 * What a run would change against the results in force, cause by cause, without changing anything.
 *
 * The ingredients of the results in force are swapped for today's one after the other: first the code, then the law,
 * then the deliveries source by source, last the day. After each swap the dossiers are computed beside the workspace
 * and held against those before, so that the steps add up exactly to the whole difference.
 *
 * @param asked reference years; the computed years just before them are planned along, because computing a year
 *   computes those again and they may not change unseen
 * @param proposedBy whoever answers for it
 * @throws {JobbonusError} `YEAR_UNKNOWN` (exit 2), `YEAR_WITHOUT_PARAMETERS`
 */
export async function plan(
  folder: string,
  asked: readonly number[],
  asOf: string | undefined,
  proposedBy: string,
  effects: Effects,
  parameters?: ReadonlyMap<number, YearParameters>,
): Promise<Plan> {
  const workspace = await openWorkspace(folder, {mode: 'read', memoryMegabytes: 1300});
  const scratch = scratchFolder(workspace.folder, 'plan');
  try {
    await mkdir(scratch, {recursive: true});
    await workspace.run(`attach ${literal(join(scratch, 'scratch.duckdb'))} as scratch`);
    const day = asOf ?? brusselsDay(effects.now());
    const catalogue = await layCatalogue(workspace, day, parameters);
    requireYears(catalogue, asked);
    const years = withYearsBelow(catalogue, asked, await computedYears(catalogue));
    const found: Differences[] = [];
    for (const year of years) {
      const step = effects.progress.step('compare', String(year));
      found.push(await differencesOf(catalogue, year, effects));
      step.done(quantity(found.at(-1)!.causes.length, 'change'));
    }
    const today = await stateOf(catalogue, {...catalogue, built: new Map(catalogue.built)});
    const draft = {
      plan: 'jobbonus restatement' as const,
      made_at: effects.now().toISOString(),
      proposed_by: proposedBy,
      reference_years: years,
      as_of: day,
      runs_in_force: Object.fromEntries(found.map((d) => [String(d.year), d.runId])),
      ingredients: ingredientsOf(today),
      in_force: inForceOf(today, years),
      expected: Object.fromEntries(foretell(today, years, [dossiers])),
      totals: found.map((d) => d.total),
      causes: found.flatMap((d) => d.causes),
    };
    return {...draft, fingerprint: fingerprintOf(draft)};
  } finally {
    workspace.close();
    rmSync(scratch, {recursive: true, force: true});
  }
}

/** Without those that are closed, which are never computed again. */
function withYearsBelow(
  {closed}: Pick<Catalogue, 'closed'>,
  asked: readonly number[],
  computed: readonly number[],
): number[] {
  const years = new Set(asked);
  for (const year of asked)
    for (let before = year - 1; computed.includes(before) && !closed.has(before); before--) years.add(before);
  return [...years].sort((a, b) => a - b);
}

interface Differences {
  readonly year: number;
  readonly runId: number | null;
  readonly total: Plan['totals'][number];
  readonly causes: readonly Difference[];
}

async function differencesOf(catalogue: Catalogue, year: number, effects: Effects): Promise<Differences> {
  const before = await recordedIngredients(catalogue, year);
  const {workspace} = catalogue;
  const names: string[] = [];
  const keep = async (): Promise<string> => {
    const table = `scratch.dossiers_${year}_${names.length}`;
    names.push(table);
    await workspace.run(`
      create table ${table} as
      select scheme, person_key, status, cents(payable) as payable_cents, cents(paid_amount) as paid_cents
      from ${dossiers} where reference_year = ${year}`);
    return table;
  };
  const objecting = await objectingPersons(workspace, year);
  const first = await keep();
  if (!before) await workspace.run(`delete from ${first}`);
  let last = first;
  let built = copyOf(catalogue.built);
  const changes: Difference[] = [];
  for (const {cause, source, ...ingredients} of stepsOf(catalogue, before)) {
    const state = await stateOf(catalogue, {...ingredients, built, store: 'scratch'});
    const held = dossiersOf(state, year);
    await buildTables(state, [year], {...effects, progress: silent}, [dossiers]);
    built = copyOf(state.built);
    if (before && dossiersOf(state, year) === held) continue;
    const next = await keep();
    changes.push(...(await compare(workspace, year, {cause, source}, last, next, objecting)));
    last = next;
  }
  const total = await totalOf(workspace, year, first, last);
  const sum = changes.reduce((cents, change) => cents + centsOf(change.euro), 0n);
  if (sum !== centsOf(total.euro)) throw new Error(`plan ${year}: causes add up to ${sum} of ${total.euro}`);
  await stateOf(catalogue, catalogue);
  return {year, runId: before?.runId ?? null, total, causes: changes.filter(isChange)};
}

/** Who has an objection about the year that a change of data may answer, as known today. */
async function objectingPersons(workspace: Workspace, year: number): Promise<string> {
  const table = `scratch.objecting_${year}`;
  await workspace.run(`
    create table ${table} as
    select distinct person_key
    from staging.objections__objections
    cross join parameters.as_of as world
    where reference_year = ${year} and filed_on <= world.as_of_date
      and not coalesce(decided_on <= world.as_of_date and outcome in ('rejected', 'inadmissible'), false)`);
  return table;
}

const silent: Effects['progress'] = {
  step: () => ({done: () => {}}),
  part: () => ({done: () => {}}),
  note: () => {},
};

const copyOf = (built: Catalogue['built']): Catalogue['built'] =>
  new Map([...built].map(([relation, of]) => [relation, new Map(of)]));

/** Fingerprints of the tables behind the dossiers of a year. */
const dossiersOf = (state: Catalogue, year: number): string =>
  behindDossiers.map((relation) => state.built.get(relation)?.get(year)?.fingerprint ?? '').join();

const isChange = (d: Difference): boolean => d.up + d.down + d.in + d.out > 0;

/** The ingredients in force, swapped for those of today one after the other. */
function stepsOf(catalogue: Catalogue, before: Recorded | undefined): Step[] {
  const {asOf, parameters, inForce} = catalogue;
  if (!before) return [{cause: 'first', source: '', asOf, parameters, inForce}];
  let now: Pick<Step, 'asOf' | 'parameters' | 'inForce'> = before;
  const swap = (cause: Cause, source: string, changed: Partial<typeof now>): Step => {
    now = {asOf: now.asOf, parameters: now.parameters, inForce: now.inForce, ...changed};
    return {cause, source, ...now};
  };
  const steps = [swap('code', '', {}), swap('parameters', '', {parameters})];
  for (const {source} of catalogue.contracts.values()) {
    const isOf = (relation: string): boolean => relation.startsWith(`${source}__`);
    const swapped = new Map([
      ...[...now.inForce].filter(([relation]) => !isOf(relation)),
      ...[...inForce].filter(([relation]) => isOf(relation)),
    ]);
    if (filesIn(swapped) !== filesIn(now.inForce)) steps.push(swap('data', source, {inForce: swapped}));
  }
  return [...steps, swap('time', '', {asOf})];
}

const filesIn = (inForce: InForce): string =>
  JSON.stringify([...inForce].sort().map(([relation, years]) => [relation, [...years]]));

/** Counts and euro of a step; a data mutation is told apart by who has an objection that it may answer. */
async function compare(
  workspace: Workspace,
  year: number,
  {cause, source}: Pick<Step, 'cause' | 'source'>,
  before: string,
  after: string,
  objecting: string,
): Promise<Difference[]> {
  const rows = await workspace.rows<Omit<Difference, 'source'>>(`
    with changed as (${bothStates(before, after)})

    select
        ${year} as reference_year,
        if(${literal(cause)} = 'data' and scheme = 'jobbonus' and objecting.person_key is not null, 'objection', ${literal(cause)}) as cause,
        ${counted}
    from changed
    left join ${objecting} as objecting using (person_key)
    group by all
    order by cause`);
  return rows.map((row) => ({...row, source}));
}

const bothStates = (before: string, after: string): string => `
    select
        scheme, person_key,
        coalesce(old.status = 'entitled', false) as was_entitled,
        coalesce(new.status = 'entitled', false) as is_entitled,
        coalesce(new.payable_cents, 0) as payable_cents,
        coalesce(new.payable_cents, 0) - coalesce(old.payable_cents, 0) as change_cents,
        coalesce(new.paid_cents, old.paid_cents, 0) as paid_cents,
    from ${before} as old
    full join ${after} as new using (scheme, person_key)
    where was_entitled <> is_entitled or change_cents <> 0`;

const counted = `
        (count(*) filter (was_entitled and is_entitled and change_cents > 0))::integer as up,
        (count(*) filter (was_entitled and is_entitled and change_cents < 0))::integer as down,
        (count(*) filter (is_entitled and not was_entitled))::integer as "in",
        (count(*) filter (was_entitled and not is_entitled))::integer as "out",
        eur(coalesce(sum(change_cents) filter (change_cents > 0), 0)::bigint) as euro_up,
        eur(coalesce(sum(change_cents) filter (change_cents < 0), 0)::bigint) as euro_down,
        eur(coalesce(sum(change_cents), 0)::bigint) as euro`;

async function totalOf(
  workspace: Workspace,
  year: number,
  before: string,
  after: string,
): Promise<Plan['totals'][number]> {
  const rows = await workspace.rows<Plan['totals'][number]>(`
    select
        ${year} as reference_year,
        (select count(*)::integer from ${after}) as dossiers,
        ${counted},
        eur(coalesce(sum(payable_cents - paid_cents) filter (paid_cents > 0 and payable_cents > paid_cents), 0)::bigint) as to_pay_on_top,
        eur(coalesce(sum(paid_cents - payable_cents) filter (paid_cents > payable_cents), 0)::bigint) as to_recover
    from (${bothStates(before, after)})`);
  return rows[0]!;
}

const centsOf = (euro: string): bigint => BigInt(euro.replace('.', ''));

function ingredientsOf(catalogue: Catalogue): Record<string, string> {
  const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const {models, rules, parameters, inForce, contracts} = catalogue;
  const chain = ancestorsOf(catalogue.models, [dossiers]);
  const code = models.filter((m) => chain.has(m.relation)).map((m) => m.sql);
  return {
    as_of: catalogue.asOf,
    code: short([rules, ...code].join('\n')),
    ...Object.fromEntries(
      [...parameters].map(([year, law]) => [`parameters ${year}`, law.fingerprint.slice(0, 16)]),
    ),
    ...Object.fromEntries(
      [...contracts.keys()].map((source) => [
        `deliveries ${source}`,
        short(filesIn(new Map([...inForce].filter(([relation]) => relation.startsWith(`${source}__`))))),
      ]),
    ),
  };
}

const inForceOf = (catalogue: Catalogue, years: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    years.flatMap((year) =>
      behindDossiers.map((relation) => [
        `${relation} ${year}`,
        catalogue.built.get(relation)?.get(year)?.fingerprint ?? 'none',
      ]),
    ),
  );

const fingerprintOf = (plan: Omit<Plan, 'fingerprint'>): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex');

/** Write a plan; the file appears whole. */
export async function writePlan(made: Plan, file: string): Promise<void> {
  await wholeFile(file, (unfinished) => writeFile(unfinished, `${JSON.stringify(made, null, 2)}\n`));
}

/**
 * Read a plan back.
 *
 * @throws {JobbonusError} `PLAN` (exit 3): no plan, or edited since it was made
 */
export function readPlan(file: string): Plan {
  let found: Plan;
  try {
    // `null` is JSON as well
    found = (JSON.parse(readFileSync(file, 'utf8')) ?? {}) as Plan;
  } catch (error) {
    throw refused(
      'PLAN',
      `${file} is no plan that can be read: ${whyUnread(error)}; make one: jobbonus plan --out ${file}`,
    );
  }
  const {fingerprint, ...rest} = found;
  if (rest.plan !== 'jobbonus restatement' || fingerprint !== fingerprintOf(rest))
    throw refused(
      'PLAN',
      `${file} is no plan as it was made: its content and its fingerprint differ; make a new one: jobbonus plan`,
    );
  return found;
}

/**
 * Refuse a plan that no longer says what applying it would do.
 *
 * @throws {JobbonusError} `PLAN_STALE` (exit 3), naming what changed
 */
export function requireFresh(made: Plan, catalogue: Catalogue): void {
  const again = `make a new plan: jobbonus plan --year ${made.reference_years.join(' ')}`;
  const inForce = inForceOf(catalogue, made.reference_years);
  const moved = Object.keys(inForce).find((name) => inForce[name] !== made.in_force[name]);
  if (moved)
    throw refused(
      'PLAN_STALE',
      `the results in force of ${moved.split(' ')[1]} changed since the plan was made; ${again}`,
    );
  const expected = foretell(catalogue, made.reference_years, [dossiers]);
  if ([...expected].every(([name, fingerprint]) => made.expected[name] === fingerprint)) return;
  const ingredients = ingredientsOf(catalogue);
  const changed = Object.keys(ingredients).filter((name) => ingredients[name] !== made.ingredients[name]);
  throw refused(
    'PLAN_STALE',
    `${changed.join(', ') || 'an ingredient'} changed since the plan was made; ${again}`,
  );
}
