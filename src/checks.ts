import {basename, join} from 'node:path';
import {z} from 'zod';
import {brokenEntry, holdsEntry} from './audit.js';
import {insertRows} from './db/insert-rows.js';
import {identifier} from './db/text.js';
import type {Workspace} from './db/workspace.js';
import {firstLine, JobbonusError} from './errors.js';
import {filesIn, rooms} from './house.js';
import {type Catalogue, show} from './models/catalogue.js';
import type {Model} from './models/model.js';
import {readSqlFile} from './models/sql-file.js';
import {quantity} from './quantity.js';

/** A question about the data whose answer should be no rows. */
export interface Check {
  readonly name: string;
  /** Dutch, as the page prints it. */
  readonly title: string;
  /** An `error` fails the round; a `warning` is listed. */
  readonly severity: 'error' | 'warning';
  readonly owner: string;
  /** SQL that returns the rows at fault. */
  readonly sql: string;
  readonly per: 'year' | 'all';
}

export interface CheckResult extends Omit<Check, 'sql' | 'per'> {
  readonly year: number | null;
  /** Rows at fault. */
  readonly failing: number;
}

const header = z.strictObject({
  title: z.string(),
  severity: z.enum(['error', 'warning']),
  owner: z.string(),
  per: z.enum(['year', 'all']).default('year'),
  why: z.string(),
});

/** The checks a person wrote: one file of `sql/checks` each. */
export function writtenChecks(folder: string = join(rooms.sql, 'checks')): Check[] {
  return filesIn(folder, '.sql').map((path) => {
    const {header: h, sql} = readSqlFile(path, header);
    return {
      name: basename(path, '.sql'),
      title: h.title,
      severity: h.severity,
      owner: h.owner,
      per: h.per,
      sql,
    };
  });
}

/** The checks that follow from what a stored model says of itself: its key, its rows, its conditions. */
export function derivedChecks(model: Model): Check[] {
  if (model.view) return [];
  const of = {severity: 'error', owner: 'datateam', per: model.per} as const;
  const key = model.key.map(identifier).join(', ');
  const checks: Check[] = [
    {
      ...of,
      name: `${model.relation} key`,
      title: `${model.relation}: één rij per ${model.key.join(', ')}`,
      sql: `select ${key} from ${model.relation} group by all having count(*) > 1`,
    },
  ];
  if (model.rows) {
    checks.push({
      ...of,
      name: `${model.relation} rows`,
      title: `${model.relation}: evenveel rijen als ${model.rows}`,
      sql: `select 1 where (select count(*) from ${model.relation}) <> (select count(*) from ${model.rows})`,
    });
  }
  for (const condition of model.checks) {
    checks.push({
      ...of,
      name: `${model.relation} ${condition}`,
      title: `${model.relation}: ${condition}`,
      // null fails too
      sql: `select 1 from ${model.relation} where not coalesce(${condition}, false)`,
    });
  }
  return checks;
}

/**
 * Hold models made just now to what they say of themselves.
 *
 * @throws {JobbonusError} `CHECK_FAILED`
 */
export async function requireDerived({workspace}: Catalogue, models: readonly Model[]): Promise<void> {
  for (const check of models.flatMap(derivedChecks)) {
    const failing = await workspace.value<number>(`select count(*) from (${check.sql})`);
    if (failing > 0)
      throw new JobbonusError(
        'CHECK_FAILED',
        `check ${check.name}: ${quantity(failing, 'row')} at fault where there should be none; report this to the data team`,
      );
  }
}

/**
 * Run every check and remember the round beside the earlier ones.
 *
 * @param years reference years to check one by one; checks over all years run once
 * @param auditEnd the hash with which the audit trail once ended, which it must still hold
 */
export async function runChecks(
  catalogue: Catalogue,
  years: readonly number[],
  now: Date,
  step: (verb: string, what: string) => {done(outcome: string): void},
  auditEnd?: string,
): Promise<CheckResult[]> {
  const {workspace} = catalogue;
  // what only pages show is not made yet, and is checked when it is
  const made = catalogue.models.filter((m) => !m.pagesOnly);
  const checks = [...made.flatMap(derivedChecks), ...writtenChecks()];
  const results: CheckResult[] = [];
  const run = async (check: Check, year: number | null): Promise<void> => {
    const {sql, per: _, ...rest} = check;
    try {
      const failing = await workspace.value<number>(`select count(*) from (${sql})`);
      results.push({...rest, year, failing});
    } catch (error) {
      throw new Error(`check ${check.name}: ${firstLine(error)}`, {cause: error});
    }
  };
  try {
    for (const year of years) {
      const progress = step('check', String(year));
      await show(catalogue, {year});
      for (const check of checks) if (check.per === 'year') await run(check, year);
      progress.done(outcomeOf(results.filter((r) => r.year === year)));
    }
  } finally {
    await show(catalogue);
  }
  for (const check of checks) if (check.per === 'all') await run(check, null);
  results.push(await checkTrail(workspace));
  if (auditEnd !== undefined) results.push(await checkTrailEnd(workspace, auditEnd));
  await remember(catalogue, results, now);
  return results;
}

/** A hash of the one before in each entry is worth nothing until somebody lays them side by side: every round does. */
async function checkTrail(workspace: Workspace): Promise<CheckResult> {
  const broken = await brokenEntry(workspace);
  // from the first that does not follow from the one before, none can be trusted
  const after = 'select count(*) from ws.audit where entry_no >= ';
  return {
    name: 'audit_trail_is_unbroken',
    title: 'Het controlespoor is ongeschonden: elke regel sluit op de vorige aan',
    severity: 'error',
    owner: 'datateam',
    year: null,
    failing: broken === null ? 0 : Math.max(1, await workspace.value<number>(`${after}${broken}`)),
  };
}

/** A trail whose last entries were cut off is a whole one: only who kept its end elsewhere can tell. */
const checkTrailEnd = async (workspace: Workspace, hash: string): Promise<CheckResult> => ({
  name: 'audit_trail_keeps_its_end',
  title: 'Het controlespoor bevat nog de regel waarmee het eerder eindigde',
  severity: 'error',
  owner: 'datateam',
  year: null,
  failing: (await holdsEntry(workspace, hash)) ? 0 : 1,
});

const outcomeOf = (results: readonly CheckResult[]): string =>
  `${results.filter((r) => r.failing === 0).length} passed, ${results.filter((r) => r.failing > 0 && r.severity === 'error').length} failed`;

async function remember(catalogue: Catalogue, results: readonly CheckResult[], now: Date): Promise<void> {
  const {workspace} = catalogue;
  const rows = results.map(({name, title, year, severity, failing}) => ({
    checked_at: now.toISOString(),
    check_name: name,
    title,
    reference_year: year,
    severity,
    failing_count: failing,
  }));
  await insertRows(workspace, 'ws.check_results', rows);
}
