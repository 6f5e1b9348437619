import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import type {Model} from '../models/model.js';
import {stacksDimensions} from './groupings.js';
import {compare} from './register.js';

/** A shown count of one of the populations that lie within each other. */
interface Total extends Record<string, unknown> {
  /** Reference year and name of the populations. */
  readonly chain: string;
  readonly row: number;
  readonly value: number;
}

type Reader = Pick<Workspace, 'rows' | 'run'>;
type Header = Pick<Model, 'name' | 'key' | 'columns'>;

/**
 * Hide totals that would tell of a few when one is subtracted from another: everybody without an account, and those of
 * them for whom something is still open. Each is held against all that stand already, tables by dimension before the
 * others because they follow the closed list, and gives way where it differs by one to four. Of a table by dimension
 * the categories go with their total, for they add up to it.
 */
export async function hideNearTotals(workspace: Reader, models: readonly Header[], k: number): Promise<void> {
  const standing = new Map<string, number[]>();
  for (const {model, column, totals} of await nestedTotals(workspace, models)) {
    const near: number[] = [];
    for (const {chain, row, value} of totals) {
      const those = standing.get(chain) ?? [];
      standing.set(chain, those);
      if (those.some((other) => isNear(other, value, k))) near.push(row);
      else those.push(value);
    }
    if (near.length > 0) await hide(workspace, model, column, near);
  }
}

/** Whether two totals differ by a few people. */
const isNear = (a: number, b: number, k: number): boolean => a !== b && Math.abs(a - b) < k;

/** The shown totals of every column that says which populations it is one of. */
async function nestedTotals(
  workspace: Reader,
  models: readonly Header[],
): Promise<{model: Header; column: string; totals: Total[]}[]> {
  const inOrder = models.toSorted(
    (a, b) => Number(stacksDimensions(b)) - Number(stacksDimensions(a)) || compare(a.name, b.name),
  );
  const found: {model: Header; column: string; totals: Total[]}[] = [];
  for (const model of inOrder) {
    for (const [column, {nests}] of Object.entries(model.columns)) {
      if (nests === undefined) continue;
      const everybody = stacksDimensions(model) ? `and dimension = 'by_total'` : '';
      const totals = await workspace.rows<Total & Record<string, never>>(`
        select reference_year || ' ' || (${nests}) as chain, rowid::integer as row, ${identifier(column)}::integer as value
        from published.${identifier(model.name)}
        where ${identifier(column)} is not null and (${nests}) is not null ${everybody}
        order by all`);
      found.push({model, column, totals});
    }
  }
  return found;
}

/** A count, and what is about it, in some rows. */
async function hide(
  workspace: Reader,
  model: Header,
  column: string,
  rows: readonly number[],
): Promise<void> {
  const isAbout = (name: string | undefined): boolean =>
    name !== undefined && (name === column || isAbout(model.columns[name]?.of));
  const names = Object.keys(model.columns).filter(isAbout);
  const table = `published.${identifier(model.name)}`;
  const alike = model.key.filter((name) => name !== 'dimension' && name !== 'category').map(identifier);
  const those = stacksDimensions(model)
    ? `(${alike.join(', ')}) in (select ${alike.join(', ')} from ${table} where rowid in (${rows.join(', ')}))`
    : `rowid in (${rows.join(', ')})`;
  await workspace.run(`
    update ${table}
    set ${names.map((name) => `${identifier(name)} = null`).join(', ')}, hidden = trim(hidden || ' ${names.join(' ')}')
    where ${those}`);
}
