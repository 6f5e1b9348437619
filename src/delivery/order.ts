import {identifier} from '../db/text.js';
import type {JudgeInput} from './judge.js';
import type {OpenTable} from './open.js';

/** Rows that are looked at first: a file that is in no order shows it there. */
const firstLook = 50_000;

/** Whether {@link isInOrder} looks at the table on a connection of its own, while others look at it too. */
export const isSeenBeside = (open: OpenTable): boolean => open.isFile && open.rows > firstLook;

/**
 * Whether each row of a delivered table stands behind the one before it, in the order of the table's key: then no two
 * rows have the same key. To see that takes half the work of grouping them, needs no memory, and goes on beside the
 * other checks where the file can be read by more than one at a time.
 *
 * @returns false as well when the file cannot be read; whoever reads it next says why. A row with an empty key is not
 *   seen, so the answer holds for tables without any
 */
export async function isInOrder(
  input: Pick<JudgeInput, 'workspace' | 'table' | 'open' | 'plans'>,
): Promise<boolean> {
  const {workspace, open} = input;
  // a connection of its own takes longer to open than a small table to read
  const ask = isSeenBeside(open) ? workspace.beside : workspace.value<boolean>;
  try {
    if (open.rows > firstLook && !(await ask(inOrder(input, `limit ${firstLook}`)))) return false;
    return await ask(inOrder(input, ''));
  } catch {
    return false;
  }
}

function inOrder({table, plans, open}: Pick<JudgeInput, 'table' | 'plans' | 'open'>, limit: string): string {
  const before = (column: string): string => identifier(`before_${column}`);
  const values = table.key.map((column) => {
    const plan = plans.find((p) => p.contract.name === column)!;
    return `${plan.value} as ${identifier(column)}`;
  });
  // from the last column of the key to the first: where it is the same the rest decides, and elsewhere it does
  const notBehind = table.key.reduceRight((rest, column) => {
    const [now, then] = [identifier(column), before(column)];
    return rest === '' ? `${now} <= ${then}` : `if(${now} = ${then}, ${rest}, ${now} < ${then})`;
  }, '');
  const befores = table.key.map((column) => `lag(${identifier(column)}) over () as ${before(column)}`);
  // the first row has none before it; another one without would mean that the rows were not read in one go
  return `
    select count(*) <= 1
    from (select *, ${befores.join(', ')} from (select ${values.join(', ')} from ${open.relation} ${limit}))
    where ${before(table.key[0]!)} is null or ${notBehind}`;
}
