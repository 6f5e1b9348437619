import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {aboutOf, type Model, type ModelColumn} from '../models/model.js';
import {stacksDimensions} from './groupings.js';
import {compare} from './register.js';

/** A shown total of one of the populations that lie within each other. */
interface Total extends Record<string, unknown> {
  /** Reference year and name of the populations. */
  readonly chain: string;
  readonly row: number;
  /** Persons, or cents. */
  readonly value: number;
}

/** A difference below this tells of too few people. */
export interface Tells {
  readonly persons: number;
  readonly cents: number;
}

type Reader = Pick<Workspace, 'rows' | 'run'>;
type Header = Pick<Model, 'name' | 'key' | 'columns'>;

/**
 * What a difference must be before it leaves. One person moves an amount by no more than the highest jobbonus of any
 * year with its supplement; four of them by four times that.
 *
 * @param k a count of people below this does not leave
 */
export async function tellsOf(workspace: Pick<Workspace, 'value'>, k: number): Promise<Tells> {
  const most = await workspace.value<number>(`
    select cents((select max(max_award_eur) from parameters.quarters)
      + (select max(supplement_eur) from parameters.years))::integer`);
  return {persons: k, cents: (k - 1) * most + 1};
}

/**
 * SQL for what is held against others of a column: persons or cents.
 *
 * @param value an SQL expression
 */
export const heldValue = (value: string, {unit}: ModelColumn): string =>
  unit === 'EUR' ? `cents(${value})` : `${value}::integer`;

/** What is too little of a column. */
export const least = ({unit}: ModelColumn, tells: Tells): number =>
  unit === 'EUR' ? tells.cents : tells.persons;

/**
 * Hide totals that would tell of a few when one is subtracted from another: everybody without an account, and those of
 * them for whom something is still open. Each is held against all that stand already, tables by dimension before the
 * others because they follow the closed list, and gives way where it differs by one to four, or by an amount that four
 * can be due. Of a table by dimension the categories go with their total, for they add up to it.
 */
export async function hideNearTotals(
  workspace: Reader,
  models: readonly Header[],
  tells: Tells,
): Promise<void> {
  const standing = new Map<string, number[]>();
  for (const {model, column, totals} of await nestedTotals(workspace, models)) {
    const few = least(model.columns[column]!, tells);
    const near: number[] = [];
    for (const {chain, row, value} of totals) {
      const those = standing.get(chain) ?? [];
      standing.set(chain, those);
      if (those.some((other) => other !== value && Math.abs(other - value) < few)) near.push(row);
      else those.push(value);
    }
    if (near.length > 0) await hide(workspace, model, column, withCategories(model, near));
  }
}

/**
 * Hide one more row of a column whose rows add up to a total that is shown, where the hidden ones leave too little
 * room: who knows their sum knows the largest of them but for a few. The smallest other goes with them. Such are the
 * counts by category, which add up to their dimension, and what the header says of itself (`adds`).
 *
 * @param laid with the relation that holds the rows as they are
 */
export async function leaveRoom(
  workspace: Reader,
  laid: readonly {readonly model: Header; readonly relation: string}[],
  tells: Tells,
): Promise<void> {
  for (const {model, relation} of laid) {
    for (const [column, header] of Object.entries(model.columns)) {
      if (header.stays) continue;
      const alike = addsWithin(model, header);
      if (alike === undefined) continue;
      const by = alike.map((name) => `facts.${identifier(name)}`).join(', ');
      const value = heldValue(`facts.${identifier(column)}`, header);
      const isHidden = `shown.${identifier(column)} is null`;
      const rows = await workspace.rows<{row: number}>(`
        with held as (
          select
            shown.rowid::integer as row,
            ${value} as value,
            ${isHidden} as is_hidden,
            sum(${value}) filter (${isHidden}) over (partition by ${by})
              - max(${value}) filter (${isHidden}) over (partition by ${by}) < ${least(header, tells)} as is_tight,
            row_number() over (partition by ${by} order by ${isHidden}, ${value} = 0, ${value}, shown.rowid) as place,
          from published.${identifier(model.name)} as shown
          inner join ${relation} as facts
            on ${model.key.map((name) => `shown.${identifier(name)} is not distinct from facts.${identifier(name)}`).join(' and ')}
          where facts.${identifier(column)} is not null
        )
        select row from held where is_tight and place = 1 and not is_hidden order by row`);
      if (rows.length === 0) continue;
      await hide(workspace, model, column, `rowid in (${rows.map(({row}) => row).join(', ')})`);
    }
  }
}

/** The columns in which rows are alike that add up to one total; undefined where none is shown. */
function addsWithin(model: Header, {adds, unit}: ModelColumn): readonly string[] | undefined {
  if (stacksDimensions(model) && unit === 'persons') return model.key.filter((name) => name !== 'category');
  return adds && ['reference_year', ...(adds === true ? [] : adds)];
}

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
    for (const [column, header] of Object.entries(model.columns)) {
      const {nests} = header;
      if (nests === undefined) continue;
      const everybody = stacksDimensions(model) ? `and dimension = 'by_total'` : '';
      const totals = await workspace.rows<Total & Record<string, never>>(`
        select reference_year || ' ' || (${nests}) as chain, rowid::integer as row, ${heldValue(identifier(column), header)} as value
        from published.${identifier(model.name)}
        where ${identifier(column)} is not null and (${nests}) is not null ${everybody}
        order by chain, value desc, row`);
      found.push({model, column, totals});
    }
  }
  return found;
}

/** SQL for rows and, of a table by dimension, the categories of each. */
function withCategories(model: Header, rows: readonly number[]): string {
  const those = `rowid in (${rows.join(', ')})`;
  if (!stacksDimensions(model)) return those;
  const alike = model.key
    .filter((name) => name !== 'dimension' && name !== 'category')
    .map(identifier)
    .join(', ');
  return `(${alike}) in (select ${alike} from published.${identifier(model.name)} where ${those})`;
}

/** A figure, and what is about it, in some rows. */
async function hide(workspace: Reader, model: Header, column: string, rows: string): Promise<void> {
  // two counts of which a third is the sum are about each other
  const isAbout = (name: string, seen: ReadonlySet<string> = new Set()): boolean =>
    name === column ||
    aboutOf(model.columns[name]).some((of) => !seen.has(of) && isAbout(of, new Set([...seen, name])));
  const names = Object.keys(model.columns).filter((name) => isAbout(name));
  await workspace.run(`
    update published.${identifier(model.name)}
    set ${names.map((name) => `${identifier(name)} = null`).join(', ')}, hidden = trim(hidden || ' ${names.join(' ')}')
    where ${rows}`);
}
