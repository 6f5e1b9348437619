import {recordAudit} from '../src/audit.js';
import {readContracts} from '../src/contracts/contract.js';
import {brusselsDay} from '../src/days.js';
import {compact} from '../src/db/compact.js';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import {sweepStore} from '../src/delivery/deposit.js';
import {type Expired, findExpired, forget, writeWhatStays} from '../src/delivery/expire.js';
import {readClosed} from '../src/delivery/in-force.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError} from '../src/errors.js';
import {areTwoPeople} from '../src/four-eyes.js';

import {sweepTables} from '../src/models/commit.js';
import {readParameters} from '../src/parameters.js';
import {daysSeen} from './seen.js';
import {yearly} from './yearly.js';

/** Who decides that data is wiped: two people. */
export interface Decision {
  readonly requestedBy: string;
  readonly approvedBy: string;
}

export interface PurgeResult {
  /** Every reference year with a term, and the last day on which it is kept. */
  readonly kept_until: readonly {readonly reference_year: number; readonly day: string}[];
  /** The last reference year past its end; null when none is. */
  readonly up_to: number | null;
  /** What is past its end: wiped when there was a decision, and otherwise what a decision would wipe. */
  readonly tables: readonly {
    readonly delivery_id: string;
    readonly table: string;
    readonly rows: number;
    readonly sha256_head: string;
  }[];
  readonly persons: number;
  readonly wiped: boolean;
}

/**
 * Wipe what is known of people for reference years past their end (`retention_end_date`), or say what would be.
 *
 * What stays is written beside what goes; one transaction makes it count, with its entry in the audit trail. Then what is
 * not named any more is removed from the disk, what stays is computed again from the days it was seen from, and the
 * database is written anew, so that deleted rows are not left in its free blocks. A second entry says that it was
 * finished; where that is missing, the next purge finishes it. The first year that stays is closed: it stands on one that
 * is gone, so its results are kept and it is not computed again.
 *
 * @param decision nothing is wiped without it
 * @throws {JobbonusError} `FOUR_EYES`, and as {@link openWorkspace}
 */
export async function purge(
  folder: string,
  decision: Decision | undefined,
  effects: Effects,
): Promise<PurgeResult> {
  if (decision && !areTwoPeople(decision.requestedBy, decision.approvedBy))
    throw new JobbonusError('FOUR_EYES', 'a purge needs an approver who is not who asks for it');
  const ends = endsOfYears();
  const today = brusselsDay(effects.now());
  const last = ends.findLast(({day}) => day < today)?.reference_year;
  const workspace = await openWorkspace(folder, {mode: decision ? 'write' : 'read', memoryMegabytes: 1300});
  let expired: readonly Expired[] = [];
  let persons = 0;
  let isUnfinished = false;
  try {
    if (last !== undefined) {
      expired = await findExpired(workspace, readContracts(), last);
      persons = await workspace.value<number>('select count(*) from expired_people');
      if (decision && expired.length > 0) await wipe(workspace, expired, {last, persons}, decision, effects);
    }
    isUnfinished = decision !== undefined && (await lastPurge(workspace)) === 'purge';
    if (isUnfinished) {
      await sweepStore(workspace);
      await sweepTables(workspace);
    }
  } finally {
    workspace.close();
  }
  if (isUnfinished) await finish(folder, effects);
  return {
    kept_until: ends,
    up_to: last ?? null,
    tables: expired.map((e) => ({
      delivery_id: e.deliveryId,
      table: e.table,
      rows: e.rows,
      sha256_head: e.sha256Head,
    })),
    persons,
    wiped: isUnfinished,
  };
}

/** Until when each year with a law is kept, ascending. */
function endsOfYears(): {reference_year: number; day: string}[] {
  return [...readParameters()]
    .map(([year, {citations}]) => ({
      reference_year: year,
      day: citations.find((c) => c.name === 'retention_end_date')!.value,
    }))
    .sort((a, b) => a.reference_year - b.reference_year);
}

async function wipe(
  workspace: Workspace,
  expired: readonly Expired[],
  {last, persons}: {readonly last: number; readonly persons: number},
  {requestedBy, approvedBy}: Decision,
  effects: Effects,
): Promise<void> {
  const step = effects.progress.step('purge', `reference years up to ${last}`);
  const kept = new Map<Expired, string>();
  for (const table of expired) kept.set(table, await writeWhatStays(workspace, table, last));
  await workspace.transaction(async () => {
    await forget(workspace, kept, last);
    await recordAudit(
      workspace,
      {
        action: 'purge',
        subject: `reference years up to ${last}`,
        actor: requestedBy,
        approver: approvedBy,
        detail: {
          persons,
          tables: expired.map((e) => [e.deliveryId, e.table, e.rows, e.sha256Head]),
        },
      },
      effects.now(),
    );
  });
  step.done(`${expired.reduce((sum, e) => sum + e.rows, 0)} rows`);
}

const lastPurge = async (workspace: Workspace): Promise<string | undefined> =>
  (
    await workspace.rows<{action: string}>(
      `select action from ws.audit where action in ('purge', 'purged') order by entry_no desc limit 1`,
    )
  )[0]?.action;

/** Compute what stays again, and leave nothing in the database's free blocks. */
async function finish(folder: string, effects: Effects): Promise<void> {
  for (const {day, years} of await yearsLeft(folder)) await yearly(folder, years, day, effects);
  await compact(folder);
  const workspace = await openWorkspace(folder, {mode: 'write'});
  try {
    await recordAudit(workspace, {action: 'purged', subject: 'finished', detail: {}}, effects.now());
    await workspace.run('checkpoint ws');
  } finally {
    workspace.close();
  }
}

async function yearsLeft(folder: string): Promise<ReturnType<typeof againByDay>> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    return againByDay(await daysSeen(workspace), await readClosed(workspace));
  } finally {
    workspace.close();
  }
}

/**
 * The years to compute again by the day they were seen from, the earliest day first. A closed year keeps its results.
 *
 * @param seen the day from which each year was last seen
 */
export function againByDay(
  seen: ReadonlyMap<number, string>,
  closed: ReadonlySet<number>,
): {day: string; years: number[]}[] {
  const open = [...seen].filter(([year]) => !closed.has(year));
  // where every year is closed, what spans years is still made again, once: no year means all that are open
  const days = [...new Set((open.length > 0 ? open : [...seen].slice(-1)).map(([, day]) => day))].sort();
  return days.map((day) => ({day, years: open.flatMap(([year, on]) => (on === day ? [year] : []))}));
}
