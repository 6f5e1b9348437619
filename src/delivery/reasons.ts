import {type ColumnContract, type Reason, reasons, type TableContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import type {ColumnPlan} from './columns.js';

/** What a pseudonym may look like (contract, Conventions). */
const pseudonym = '[A-Za-z0-9_-]{1,64}';

interface Fault {
  readonly reason: Reason;
  /** SQL that is true for a bad row. */
  readonly when: string;
}

/** SQL over the delivered row: the first reason a cell itself gives, or null. */
export function cellReason(plans: readonly ColumnPlan[]): string {
  return firstOf(plans.flatMap((plan) => plan.cell));
}

/**
 * SQL over the converted row: the first reason its values give, or null for a good row.
 *
 * Reasons stand in the contract's order, whatever the order of the columns. Duplicates and orphans depend on
 * other rows and are found elsewhere (`judge.ts`).
 *
 * @param year of the delivery, null for streams
 * @param vouched columns whose text need not be looked at, because a parent row with the same text was
 */
export function valueReason(
  table: TableContract,
  year: number | null,
  vouched: ReadonlySet<string> = new Set(),
): string {
  const faults: Fault[] = table.columns.flatMap((column) => valueFaults(column, year, vouched));
  return firstOf([...faults, ...table.rows]);
}

function firstOf(faults: readonly Fault[]): string {
  const branches = reasons.flatMap((reason) => {
    const conditions = faults.filter((f) => f.reason === reason).map((f) => `(${f.when})`);
    return conditions.length === 0 ? [] : [`when ${conditions.join(' or ')} then ${literal(reason)}`];
  });
  return branches.length === 0 ? 'null::varchar' : `case ${branches.join(' ')} end`;
}

function valueFaults(c: ColumnContract, year: number | null, vouched: ReadonlySet<string>): Fault[] {
  const x = identifier(c.name);
  const faults: Fault[] = [];
  const outOfRange = (when: string): void => {
    faults.push({reason: 'out_of_range', when});
  };
  if (!c.nullable) faults.push({reason: 'null_required', when: `${x} is null`});
  if (c.type === 'pseudonym' && !vouched.has(c.name))
    outOfRange(`not regexp_full_match(${x}, ${literal(pseudonym)})`);
  if (c.length !== undefined) outOfRange(`length(${x}) <> ${c.length}`);
  if (c.min !== undefined) outOfRange(`${x} < ${c.min}`);
  if (c.max !== undefined) outOfRange(`${x} > ${c.max}`);
  if (c.above !== undefined) outOfRange(`${x} <= ${c.above}`);
  if (c.type === 'quarter') {
    outOfRange(`${x} not between 10001 and 99994 or ${x} % 10 not between 1 and 4`);
    if (year !== null) faults.push({reason: 'quarter_outside_year', when: `${x} // 10 <> ${year}`});
  }
  if (c.values !== undefined) {
    const list = c.values.map((v) => (typeof v === 'number' ? String(v) : literal(v))).join(', ');
    faults.push({reason: 'unknown_value', when: `${x} not in (${list})`});
  }
  return faults;
}

/**
 * SQL for the key of a row as quarantine shows it: parts that are not plainly a key are shown as `?`, because a
 * cell that is wrong may hold anything, a name included.
 */
export function shownKey(table: TableContract): string {
  const parts = table.key.map((name) => {
    const c = table.columns.find((column) => column.name === name)!;
    const text = `${identifier(name)}::varchar`;
    const plain =
      c.type === 'pseudonym' || c.type === 'text'
        ? `regexp_full_match(${text}, '[A-Za-z0-9_.:-]{1,64}')`
        : 'true';
    return `case when ${plain} then coalesce(${text}, '?') else '?' end`;
  });
  return `concat_ws('|', ${parts.join(', ')})`;
}
