import {brusselsDay} from '../src/days.js';
import type {Workspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';

/** The day from which the last run saw the world; today when nothing has run. */
export async function lastDay(workspace: Workspace, effects: Effects): Promise<string> {
  const day = await workspace.value<string | null>('select max_by(as_of_date, run_id) from ws.runs');
  return day ?? brusselsDay(effects.now());
}
