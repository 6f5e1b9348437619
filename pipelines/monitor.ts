import {type TrailEnd, trailEnd} from '../src/audit.js';
import {type CheckResult, runChecks} from '../src/checks.js';
import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError} from '../src/errors.js';
import {computedYears} from '../src/exports/export.js';
import {layCatalogue} from '../src/models/catalogue.js';
import {lastDay} from './seen.js';

/**
 * Quality: every check over every computed year, remembered for the page on data quality.
 *
 * @param auditEnd the hash with which the audit trail once ended, which it must still hold
 * @throws {JobbonusError} `NOT_COMPUTED`
 */
export async function monitor(folder: string, effects: Effects, auditEnd?: string): Promise<CheckResult[]> {
  const workspace = await openWorkspace(folder, {mode: 'write', memoryMegabytes: 2000});
  try {
    const catalogue = await layCatalogue(workspace, await lastDay(workspace, effects));
    const years = await computedYears(catalogue);
    if (years.length === 0)
      throw new JobbonusError(
        'NOT_COMPUTED',
        'nothing is computed in this workspace yet; run first: jobbonus run',
      );
    return await runChecks(catalogue, years, effects.now(), effects.progress.step, auditEnd);
  } finally {
    workspace.close();
  }
}

/** Where the audit trail ends, to be kept elsewhere. */
export async function auditEndOf(folder: string): Promise<TrailEnd> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    return await trailEnd(workspace);
  } finally {
    workspace.close();
  }
}

export interface Status {
  readonly deliveries: readonly {
    readonly delivery_id: string;
    readonly source: string;
    readonly reference_year: number | null;
    readonly mode: string;
    readonly delivered_at: string;
    readonly loaded_at: string;
    readonly is_in_force: boolean;
    readonly rows: number;
    readonly quarantined: number;
  }[];
  readonly runs: readonly {
    readonly run_id: number;
    readonly finished_at: string;
    readonly as_of: string;
    readonly reference_years: readonly number[];
  }[];
  readonly quarantine: readonly {
    readonly delivery_id: string;
    readonly table: string;
    readonly reason: string;
    readonly rows: number;
  }[];
  /**
   * What results do not show yet: deliveries of a year that was never computed, and those loaded after the last run of
   * a computed year that stands on them, its own or the one after it.
   */
  readonly not_yet_computed: readonly string[];
}

/** Freshness: what is loaded, what is in quarantine, what was computed and when. */
export async function status(folder: string): Promise<Status> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    return {
      deliveries: await workspace.rows<Status['deliveries'][number] & Record<string, never>>(`
        select delivery_id, source, reference_year, mode, delivered_at, loaded_at, is_in_force,
          sum(row_count)::bigint as rows, sum(quarantined_count)::bigint as quarantined
        from ws.deliveries join ws.delivery_tables using (load_seq)
        group by all order by min(load_seq)`),
      runs: await workspace.rows<Status['runs'][number] & Record<string, never>>(`
        select run_id, finished_at, as_of_date as as_of, reference_years from ws.runs order by run_id desc limit 10`),
      quarantine: await workspace.rows<Status['quarantine'][number] & Record<string, never>>(`
        select delivery_id, table_name as "table", reason, count(*) as rows
        from ws.quarantine join ws.deliveries using (load_seq) group by all order by all`),
      not_yet_computed: (
        await workspace.rows<{delivery_id: string}>(`
          with computed as (
            select year, max(started_at) as last_started_at
            from (select unnest(reference_years) as year, started_at from ws.runs) group by year
          )
          select delivery_id from ws.deliveries as delivered
          where is_in_force and (
            not exists (from computed where delivered.reference_year is null or year = delivered.reference_year)
            or exists (
              from computed
              where (delivered.reference_year is null or year - delivered.reference_year in (0, 1))
                and delivered.loaded_at > last_started_at))
          order by load_seq`)
      ).map((d) => d.delivery_id),
    };
  } finally {
    workspace.close();
  }
}
