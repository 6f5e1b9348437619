import {identifier, literal} from '../db/text.js';
import type {Catalogue} from '../models/catalogue.js';
import type {Model} from '../models/model.js';

/** A count of people below this never leaves. */
export const smallestCount = 5;

/**
 * The one door through which figures leave: every model marked `publish: true` becomes a table
 * `published.<name>` with its small cells hidden, and nothing else of the database is read by a page.
 *
 * A count of persons from 1 to 4 is hidden; so is a count whose remainder `within` another count is that small,
 * because the two together say the same. A figure `of` a hidden count is hidden with it. What is hidden is null in
 * its column and named in the column `hidden`, so that it never reads as zero or as missing.
 *
 * @returns the names of the published tables
 */
export async function openDoor(catalogue: Catalogue): Promise<string[]> {
  const {workspace} = catalogue;
  await workspace.run('create schema if not exists published');
  const models = catalogue.models.filter((model) => model.publish);
  for (const model of models) {
    const columns = await workspace.rows<{column_name: string}>(`describe ${model.relation}`);
    const order = model.key.map(identifier).join(', ');
    await workspace.run(`
      create or replace table published.${identifier(model.name)} as
      ${protectedRows(
        model,
        columns.map((c) => c.column_name),
      )} order by ${order}`);
  }
  return models.map((model) => model.name);
}

/** SQL for the rows of a model with their small cells hidden. */
export function protectedRows(model: Model, columns: readonly string[]): string {
  const rules = new Map(columns.map((column) => [column, hidingRule(model, column)]));
  const shown = columns.map((column) => {
    const rule = rules.get(column);
    const name = identifier(column);
    return rule === undefined ? name : `case when ${rule} then null else ${name} end as ${name}`;
  });
  const names = columns.flatMap((column) => {
    const rule = rules.get(column);
    return rule === undefined ? [] : [`case when ${rule} then ${literal(column)} end`];
  });
  const hidden = names.length === 0 ? `''` : `concat_ws(' ', ${names.join(', ')})`;
  return `select ${shown.join(', ')}, ${hidden} as hidden from ${model.relation}`;
}

/** SQL that is true when a column's cell must be hidden; undefined when it never is. */
function hidingRule(model: Model, column: string): string | undefined {
  const {unit, of, within} = model.columns[column] ?? {};
  if (unit === 'persons') {
    const small = isSmall(identifier(column));
    if (within === undefined) return small;
    return `(${small} or coalesce(${identifier(within)} - ${identifier(column)} between 1 and ${smallestCount - 1}, false))`;
  }
  return of === undefined ? undefined : hidingRule(model, of);
}

const isSmall = (count: string): string => `coalesce(${count} between 1 and ${smallestCount - 1}, false)`;
