import {join} from 'node:path';
import {z} from 'zod';
import {identifier} from '../src/db/text.js';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError, misused} from '../src/errors.js';
import {rooms} from '../src/house.js';
import {readMacros} from '../src/models/model.js';
import {readSqlFile} from '../src/models/sql-file.js';
import {
  giveParameters,
  readKinds,
  readParameters,
  showParameters,
  type YearParameters,
} from '../src/parameters.js';
import {quantity} from '../src/quantity.js';
import {overlay} from '../src/scenario/law.js';
import {readScenario, type Scenario} from '../src/scenario/scenario.js';
import {sentencesOf} from '../src/scenario/sentences.js';
import {costOf, foldChanges, foldGroups, type PricedRow} from '../src/simulation/fold.js';
import {type ExpectedPayment, expectedPayments, type RunOffRow} from '../src/simulation/payments.js';
import type {DriftSide, PathRow, Priced, Simulation} from '../src/simulation/result.js';
import {daysSeen} from './seen.js';

export interface SimulateOptions {
  readonly scenarios: readonly string[];
  readonly year: number;
  readonly baseline?: string;
  /** Reference years from `year` on; none when left out. */
  readonly pathYears?: number;
  /** Hundredths of a percent a year, lowest first. */
  readonly growthsE4?: readonly number[];
}

const mostScenarios = 50;
const adoptedName = 'geldende wet';

/**
 * Price other laws over the people of a computed year. Nothing is stored and nothing of the yearly run is repeated:
 * `people_expected` holds what a bonus depends on, one row a person, and the macros are those of the run.
 *
 * @throws {JobbonusError} `SCENARIO` (exit 3), `YEAR_UNKNOWN` (exit 2), `NOT_COMPUTED`, `LAW_CHANGED`
 */
export async function simulate(
  folder: string,
  options: SimulateOptions,
  effects: Effects,
): Promise<Simulation> {
  if (options.scenarios.length > mostScenarios)
    throw misused(
      'SCENARIOS',
      `${options.scenarios.length} scenarios; expected at most ${mostScenarios} in one call`,
    );
  const kinds = readKinds();
  const laws = readParameters();
  const law = laws.get(options.year);
  if (!law)
    throw new JobbonusError(
      'YEAR_WITHOUT_PARAMETERS',
      `reference year ${options.year} has no parameters; add sql/parameters/${options.year}.yaml`,
    );
  const scenarios = options.scenarios.map((path) => readScenario(path, kinds));
  const baseline = options.baseline === undefined ? null : readScenario(options.baseline, kinds);
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    const asOf = await prepare(workspace, options.year);
    const step = effects.progress.step(
      'simulate',
      `${quantity(scenarios.length, 'scenario')} over ${options.year}`,
    );
    const lawOf = (scenario: Scenario | null, of: YearParameters, year = options.year): Law => ({
      parameters: scenario ? overlay(scenario, of, kinds) : of,
      hasStopped: scenario?.lastReferenceYear != null && scenario.lastReferenceYear < year,
    });
    await requireSameLaw(workspace, law, options.year);
    let engineSeconds = 0;
    const timed = async <T>(work: Promise<T>): Promise<T> => {
      const began = performance.now();
      const found = await work;
      engineSeconds += (performance.now() - began) / 1000;
      return found;
    };
    await timed(gatherPeople(workspace));
    const price = async (priced: readonly Law[]): Promise<PricedRow[][]> => {
      await layLaws(workspace, priced);
      const rows = await timed(workspace.rows<PricedRow>(simulationSql('reform_priced')));
      const byLaw = priced.map((): PricedRow[] => []);
      for (const row of rows) byLaw[row.law_no - 1]!.push(row);
      return byLaw;
    };
    if (baseline) await layBaseline(workspace, lawOf(baseline, law));
    const rows = await price(scenarios.map((scenario) => lawOf(scenario, law)));
    const priced: Priced[] = [];
    for (const [i, scenario] of scenarios.entries()) {
      priced.push({
        scenario: scenario.name,
        title: scenario.title,
        sentences: sentencesOf(scenario, law, kinds),
        before: costOf(rows[i]!, 'before'),
        after: costOf(rows[i]!, 'after'),
        changes: foldChanges(rows[i]!),
        byWageBand: foldGroups(rows[i]!, 'wage_band_no'),
        byFraction: foldGroups(rows[i]!, 'fraction_band_no'),
      });
    }
    for (const [i, scenario] of scenarios.entries()) {
      if (!scenario.wageDrift) continue;
      const {growthE4} = scenario.wageDrift;
      await growWages(workspace, factorE6(growthE4, 1));
      const [unchanged, proposed] = await price([lawOf(null, law), lawOf(scenario, law)]);
      await growWages(workspace, null);
      priced[i] = {
        ...priced[i]!,
        drift: {growthE4, unchanged: driftSide(unchanged!), proposed: driftSide(proposed!)},
      };
    }
    const path: PathRow[] = [];
    let payments: ExpectedPayment[] = [];
    if (options.pathYears) {
      const all = [baseline, ...scenarios];
      for (const growthE4 of options.growthsE4 ?? [0]) {
        for (let k = 0; k < options.pathYears; k++) {
          const year = options.year + k;
          const of = laws.get(year) ?? laws.get(Math.max(...[...laws.keys()].filter((y) => y < year)))!;
          await growWages(workspace, factorE6(growthE4, k));
          const found = await price(all.map((scenario) => lawOf(scenario, of, year)));
          for (const [i, scenario] of all.entries())
            path.push({
              scenario: scenario?.name ?? adoptedName,
              growthE4,
              reference_year: year,
              law_of: of.reference_year,
              cost: costOf(found[i]!, 'after'),
            });
        }
      }
      await growWages(workspace, null);
      const isOver = asOf.endsWith('-12-31');
      payments = expectedPayments(
        path.map((row) => ({...row, fullCents: row.cost.fullCents})),
        await readRunOff(workspace),
        Number(asOf.slice(0, 4)) - (isOver ? 0 : 1),
      );
    }
    step.done(`${engineSeconds.toFixed(2)} s`);
    return {
      year: options.year,
      as_of: asOf,
      baseline: baseline?.name ?? adoptedName,
      priced,
      path,
      payments,
      engineSeconds,
    };
  } finally {
    workspace.close();
  }
}

interface Law {
  readonly parameters: YearParameters;
  readonly hasStopped: boolean;
}

const simulationSql = (name: string): string =>
  readSqlFile(join(rooms.sql, 'simulations', `${name}.sql`), z.strictObject({meaning: z.string()})).sql;

const intermediateSql = (name: string): string =>
  readSqlFile(join(rooms.sql, 'intermediate', `${name}.sql`), z.looseObject({})).sql;

/** Macros and the tables of the year: what a simulation needs of the catalogue, in a tenth of its time. */
async function prepare(workspace: Workspace, year: number): Promise<string> {
  const asOf = (await daysSeen(workspace)).get(year);
  const tables = await workspace.rows<{relation: string; physical: string}>(
    `select relation, physical from ws.built where reference_year = ${year}`,
  );
  const physical = new Map(tables.map((t) => [t.relation, `ws.${identifier(t.physical)}`]));
  if (!physical.has('intermediate.people_assessed') || asOf === undefined)
    throw new JobbonusError(
      'NOT_COMPUTED',
      `reference year ${year} is not computed in this workspace; run first: jobbonus run --year ${year}`,
    );
  for (const schema of ['given', 'parameters', 'intermediate', 'simulation'])
    await workspace.run(`create schema ${schema}`);
  for (const macro of readMacros()) await workspace.run(macro);
  for (const name of ['people_described', 'people_assessed', 'takeup_projected'])
    await workspace.run(`create view intermediate.${name} as from ${physical.get(`intermediate.${name}`)}`);
  for (const name of ['people_reachable', 'people_compacted', 'people_expected'])
    await workspace.run(`create view intermediate.${name} as ${intermediateSql(name)}`);
  await workspace.run(
    `create view simulation.border_now as from ${physical.get('intermediate.border_compacted')}`,
  );
  await workspace.run(
    `create view simulation.law_in_force as from ${physical.get('intermediate.law_applied')}`,
  );
  await workspace.run('create view simulation.baseline_law as from simulation.law_in_force');
  await workspace.run(`create table simulation.laws as select 1 as law_no, * from simulation.law_in_force`);
  return asOf;
}

/** Every law asks the same people again, so they are joined once and kept in memory. */
async function gatherPeople(workspace: Workspace): Promise<void> {
  await workspace.run('create table simulation.people_gathered as from intermediate.people_expected');
  await workspace.run('create view simulation.people_now as from simulation.people_gathered');
  await growWages(workspace, null);
  for (const name of ['people_priced', 'border_priced'])
    await workspace.run(`create view simulation.${name} as ${simulationSql(name)}`);
}

/** Lay the laws side by side as rows of law_applied; the law of scenario n stands as that of year n. */
async function layLaws(workspace: Workspace, laws: readonly Law[]): Promise<void> {
  await giveParameters(
    workspace,
    laws.flatMap((law, i) => law.parameters.citations.map((c) => ({...c, reference_year: i + 1}))),
  );
  showParameters(workspace);
  await workspace.run(
    `create or replace view intermediate.pensions_applied as ${intermediateSql('pensions_applied')}`,
  );
  const applied = intermediateSql('law_applied');
  await workspace.run('delete from simulation.laws');
  await workspace.run(
    `insert into simulation.laws by name select reference_year as law_no, * from (${applied})`,
  );
  const stopped = laws.flatMap((law, i) => (law.hasStopped ? [i + 1] : []));
  if (stopped.length > 0) {
    // bounds under every wage: nobody earns anything
    const bounds = [1, 2, 3, 4].flatMap((q) => [`q${q}_lower_cents = -1`, `q${q}_upper_cents = 0`]);
    await workspace.run(
      `update simulation.laws set ${bounds.join(', ')} where law_no in (${stopped.join(', ')})`,
    );
  }
  await workspace.run(`set variable highest_bound_cents = (
    select max(greatest(q1_upper_cents, q2_upper_cents, q3_upper_cents, q4_upper_cents))
    from (select * exclude (law_no) from simulation.laws union all by name from simulation.baseline_law))`);
}

/** What people are due under the baseline takes the place of what the adopted law gives them. */
async function layBaseline(workspace: Workspace, law: Law): Promise<void> {
  await layLaws(workspace, [law]);
  await workspace.run(
    'create table simulation.baseline_row as select * exclude (law_no) from simulation.laws',
  );
  await workspace.run('create or replace view simulation.baseline_law as from simulation.baseline_row');
  for (const who of ['people', 'border'] as const) {
    await workspace.run(`
      create table simulation.${who}_before as
      select ${who}.* replace (
        coalesce(priced.is_entitled_after, false) as is_entitled,
        coalesce(priced.after_cents, 0)::integer as payable_cents)
      from simulation.${who} left join simulation.${who}_priced as priced using (person_key)`);
    await workspace.run(`create or replace view simulation.${who}_now as from simulation.${who}_before`);
  }
}

/** Show people with the wages they have, or with these grown. */
async function growWages(workspace: Workspace, factor: number | null): Promise<void> {
  const grown = ['q1', 'q2', 'q3', 'q4'].map(
    (q) => `wage_grown(${q}_wage_cents, ${factor}) as ${q}_wage_cents`,
  );
  const lowest = `wage_grown(lowest_wage_cents, ${factor}) as lowest_wage_cents`;
  const columns = (list: string[]): string => (factor === null ? '*' : `* replace (${list.join(', ')})`);
  await workspace.run(
    `create or replace view simulation.people as select ${columns([...grown, lowest])} from simulation.people_now`,
  );
  await workspace.run(
    `create or replace view simulation.border as select ${columns(grown)} from simulation.border_now`,
  );
}

/** Growth over years in millionths: one rounding for the whole stretch. */
function factorE6(growthE4: number, years: number): number {
  return Math.round(1e6 * (1 + growthE4 / 1e4) ** years);
}

/** @throws {JobbonusError} `LAW_CHANGED` when the law on disk is not the one of the run */
async function requireSameLaw(workspace: Workspace, law: YearParameters, year: number): Promise<void> {
  await layLaws(workspace, [{parameters: law, hasStopped: false}]);
  const differing = await workspace.value<number>(`
    select count(*) from (
      select columns('_cents$') from simulation.laws except select columns('_cents$') from simulation.law_in_force)`);
  if (differing > 0)
    throw new JobbonusError(
      'LAW_CHANGED',
      `sql/parameters/${year}.yaml changed since the last run; run first: jobbonus run --year ${year}`,
    );
}

/** What each calendar year paid of what was due over each reference year. */
async function readRunOff(workspace: Workspace): Promise<RunOffRow[]> {
  const tables = await workspace.rows<{physical: string}>(
    `select physical from ws.built where relation = 'marts.run_off' order by reference_year`,
  );
  if (tables.length === 0) return [];
  return workspace.rows<RunOffRow>(`
    select reference_year, paid_year, cents(entitled_eur) as entitled_cents, cents(paid_eur) as paid_cents
    from (${tables.map((t) => `from ws.${identifier(t.physical)}`).join(' union all ')}) order by all`);
}

const driftSide = (rows: readonly PricedRow[]): DriftSide => {
  const persons = (change: number): number =>
    rows.filter((r) => r.change_no === change).reduce((sum, r) => sum + r.persons, 0);
  return {cost: costOf(rows, 'after'), leaving: persons(-3), entering: persons(3)};
};
