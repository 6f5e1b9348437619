import type {Workspace} from './workspace.js';

/** What each connection's views show, by name. */
const laid = new WeakMap<object, Map<string, string>>();

/**
 * Make a view, or leave it when it already shows this: hundreds of views are laid again for every year that is
 * built, most of them as they were, and binding one costs as much as asking a small table.
 *
 * Every view of a name that changes goes through here, and none inside a transaction that may be rolled back.
 *
 * @param name with its schema
 */
export async function layView(
  workspace: Pick<Workspace, 'connection' | 'run'>,
  name: string,
  sql: string,
): Promise<void> {
  const views = laid.get(workspace.connection) ?? new Map<string, string>();
  laid.set(workspace.connection, views);
  if (views.get(name) === sql) return;
  // what fails to bind leaves the view as it was
  await workspace.run(`create or replace view ${name} as ${sql}`);
  views.set(name, sql);
}
