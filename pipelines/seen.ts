import {brusselsDay} from '../src/days.js';
import type {Workspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';

/** The day from which each year with results was last seen: its own, when years are computed one by one. */
export async function daysSeen(workspace: Pick<Workspace, 'rows'>): Promise<ReadonlyMap<number, string>> {
  const rows = await workspace.rows<{year: number; day: string}>(`
    select reference_year as year, max_by(as_of_date, run_id) as day
    from (select unnest(reference_years) as reference_year, as_of_date, run_id from ws.runs)
    where reference_year in (select reference_year from ws.built)
    group by reference_year order by reference_year`);
  return new Map(rows.map(({year, day}) => [year, day]));
}

/** The latest day from which any year was last seen, for what spans years; today when nothing has run. */
export async function lastDay(workspace: Workspace, effects: Effects): Promise<string> {
  const days = [...(await daysSeen(workspace)).values()].sort();
  return days.at(-1) ?? brusselsDay(effects.now());
}
