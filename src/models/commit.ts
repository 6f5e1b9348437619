import {createHash} from 'node:crypto';
import {insertRows} from '../db/insert-rows.js';
import {identifier, literal} from '../db/text.js';
import {type Catalogue, rememberBuilt, show} from './catalogue.js';
import {mergePatch} from './patch.js';

export interface BuildStep {
  readonly relation: string;
  readonly year: number | null;
  readonly rows: number;
  readonly seconds: number;
  /** False when nothing it stands on had changed. */
  readonly isNew: boolean;
  /** True when only the rows of touched persons were made again, or what they add to its sums. */
  readonly isPatched: boolean;
}

/** What else is written in the transaction that makes a run count; views still show the new state. */
export interface Alongside {
  /** Relations that it reads. */
  readonly reads: readonly string[];
  write(runId: number, steps: readonly BuildStep[]): Promise<void>;
}

/** The short transaction that makes the new tables count. */
export async function makeCount(
  catalogue: Catalogue,
  years: readonly number[],
  startedAt: Date,
  finishedAt: Date,
  steps: readonly BuildStep[],
  alongside?: Alongside,
): Promise<void> {
  const {workspace, built} = catalogue;
  const tables = [...built.values()].flatMap((of) => [...of.values()]);
  const fingerprint = createHash('sha256')
    .update(
      tables
        .map((t) => t.fingerprint)
        .sort()
        .join(),
    )
    .digest('hex');
  const at = (date: Date): string => `${literal(date.toISOString())}::timestamptz`;
  await workspace.transaction(async () => {
    await workspace.run('delete from ws.built');
    for (const t of tables) await mergePatch(catalogue, t);
    const rows = tables.map(({relation, year, physical, fingerprint: made, parts}) => ({
      relation,
      reference_year: year,
      physical,
      fingerprint: made,
      parts: JSON.stringify(parts),
    }));
    await insertRows(workspace, 'ws.built', rows);
    const runId = await workspace.value<number>('select coalesce(max(run_id), 0)::integer + 1 from ws.runs');
    await workspace.run(`
      insert into ws.runs values (${runId}, ${at(startedAt)}, ${at(finishedAt)}, ${literal(catalogue.asOf)}::date,
        [${years.join(', ')}], ${literal(fingerprint)})`);
    await alongside?.write(runId, steps);
  }, alongside?.reads);
  // a transaction writes to one database only, so the views follow when it is over
  for (const {patch: _, before: _before, ...merged} of tables) rememberBuilt(built, merged);
  await show(catalogue);
}

/** Drop tables that no longer count, or never did because a run was cut off. */
export async function sweepTables(workspace: Catalogue['workspace']): Promise<void> {
  const stray = await workspace.rows<{name: string}>(`
    select table_name as name from duckdb_tables()
    where database_name = 'ws' and table_name like '%\\_\\_%' escape '\\'
      and table_name not in (select physical from ws.built)`);
  if (stray.length === 0) return;
  const drops = stray.map(({name}) => `drop table ws.${identifier(name)};`);
  await workspace.transaction(() => workspace.run(drops.join('\n')));
}
