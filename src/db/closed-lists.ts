import {identifier} from './text.js';
import type {Workspace} from './workspace.js';

/**
 * The rows of a query with text where they hold a value of a closed list (`sql/types`). Inside the house such a value
 * is stored as a number of its list; whatever leaves is plain text, for every reader and format.
 *
 * @returns a query with the same columns
 */
export async function asText(workspace: Pick<Workspace, 'rows'>, sql: string): Promise<string> {
  const columns = await workspace.rows<{name: string}>(
    `select column_name as name from (describe ${sql}) where column_type like 'ENUM%'`,
  );
  if (columns.length === 0) return sql;
  const texts = columns.map(({name}) => `${identifier(name)}::varchar as ${identifier(name)}`);
  return `select * replace (${texts.join(', ')}) from (${sql})`;
}
