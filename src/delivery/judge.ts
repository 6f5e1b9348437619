import {type Reason, reasons, type TableContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {JobbonusError, refused} from '../errors.js';
import type {ColumnPlan} from './columns.js';
import type {OpenTable} from './open.js';
import {isInOrder, isSeenBeside} from './order.js';
import {bareOf, isPersonal, looksPersonal} from './personal.js';
import {cellReason, shownKey, valueReason} from './reasons.js';

/** A delivered table after judgement: which rows stay, and why the others do not. */
export interface JudgedTable {
  /** SQL relation of the rows that stay: `row_number` and the contract's columns in the contract's types. */
  readonly good: string;
  /** Temporary table of the rows that do not: `row_number, reason, key`; absent when all stay. */
  readonly bad: string | undefined;
  readonly quarantined: number;
  readonly quarantinedBy: Readonly<Partial<Record<Reason, number>>>;
  /** Temporary table of the new pseudonyms: `person_id, person_key`; absent when a parent vouches for them. */
  readonly people: string | undefined;
  /** The delivered file already holds exactly the good rows in the contract's types. */
  readonly isAsDelivered: boolean;
}

export interface JudgeInput {
  readonly workspace: Workspace;
  readonly table: TableContract;
  readonly open: OpenTable;
  readonly plans: readonly ColumnPlan[];
  readonly year: number | null;
  /** For messages. */
  readonly file: string;
  /** SQL relations that hold the parents' keys: this delivery's good rows and, for a delta, the loaded ones. */
  readonly parents: readonly string[];
  /** SQL conditions on the person that cut the table into pieces, each of which needs little memory. */
  readonly slices: readonly string[];
  /** Prefix of the temporary tables. */
  readonly name: string;
}

/**
 * Judge every row of a delivered table: good, or the first reason that applies.
 *
 * The order of work is by cost: one scan counts the bad cells, and only tables that have some are looked at row
 * by row. Rows in the order of their key hold no duplicates; in others, hashes only find candidates, and what counts
 * is the comparison of the keys themselves.
 *
 * @throws {JobbonusError} exit 3 when a text holds a national number or an IBAN
 */
export async function judge(input: JudgeInput): Promise<JudgedTable> {
  // what only this connection sees must wait for its turn
  const order = isSeenBeside(input.open) ? isInOrder(input) : undefined;
  try {
    return await judgeBeside(input, order);
  } finally {
    await order;
  }
}

/** @param order whether the rows are in the order of their key, when that is looked at meanwhile */
async function judgeBeside(input: JudgeInput, order: Promise<boolean> | undefined): Promise<JudgedTable> {
  const {workspace, table, open, plans, year, name} = input;
  // a child's key text is that of its parent's row, which was judged with the parent; what has no parent is looked at below
  const vouched = new Set(table.parent?.columns ?? []);
  const people = await distinctPeople(input, vouched);
  const malformed = people === undefined ? 0 : await malformedPeople(workspace, people);
  const sure = new Set(
    malformed > 0 ? [] : table.columns.filter((c) => c.type === 'pseudonym').map((c) => c.name),
  );

  const converted = (isVouched: ReadonlySet<string>): string => `(
    select *, coalesce(cell_reason, ${valueReason(table, year, isVouched)}) as reason
    from (
      select row_number, ${cellReason(plans)} as cell_reason, ${year ?? 'null::integer'} as delivery_year,
        ${plans.map((p) => `${p.value} as ${identifier(p.contract.name)}`).join(', ')}
      from ${open.relation}))`;
  const rows = converted(new Set([...vouched, ...sure]));

  const texts = plans.filter(
    ({contract: c}) => c.type === 'text' && c.length === undefined && !c.values && !vouched.has(c.name),
  );
  for (const {contract, value} of texts) {
    // a text that is a key by itself comes once; of another the few that there are cost less than all its rows
    const each = table.key.join() === contract.name ? '' : 'distinct';
    if (await holdPersonal(workspace, `(select ${each} ${value} as text from ${open.relation})`))
      throw personal(input.file, contract.name);
  }
  // every value is read once here, so that a damaged page of a Parquet file comes to light before it is stored
  const all = table.columns.map((c) => `count(${identifier(c.name)})`).join(', ');
  const isClean = await workspace.value<boolean>(
    `select count(*) filter (reason is not null) = 0, ${all} from ${rows}`,
  );

  const bad = `${name}_bad`;
  await workspace.run(`create or replace temp table ${bad} (row_number bigint, reason varchar, key varchar)`);
  if (!isClean) {
    await workspace.run(
      `insert into ${bad} select row_number, reason, ${shownKey(table)} from ${rows} where reason is not null`,
    );
    await refusePersonal(input, `${rows} where reason is not null`);
  }
  const withoutBad = `(select * from ${rows} as r where not exists (from ${bad} as b where b.row_number = r.row_number))`;
  const candidates = isClean ? rows : withoutBad;

  // both look at the same candidates, and what they find is set aside until both have looked
  const orphans = table.parent ? await findOrphans(input, candidates, converted(new Set())) : undefined;
  const duplicates =
    isClean && (await (order ?? isInOrder(input))) ? undefined : await findDuplicates(input, candidates);
  const found = [duplicates, orphans].filter((f) => f !== undefined);
  if (found.length > 0) {
    const either = found.map((f) => `from ${f}`).join(' union all ');
    await workspace.run(
      `insert into ${bad} select distinct on (row_number) * from (${either}) order by row_number, ${inOrder}`,
    );
  }

  const counts = await workspace.rows<{reason: Reason; n: number}>(
    `select reason, count(*)::integer as n from ${bad} group by reason order by reason`,
  );
  const quarantined = counts.reduce((sum, c) => sum + c.n, 0);
  const columns = table.columns.map((c) => identifier(c.name)).join(', ');
  const isExact = plans.every((p) => p.isExact);
  return {
    good: `(select row_number, ${columns} from ${quarantined === 0 ? rows : withoutBad})`,
    bad: quarantined === 0 ? undefined : bad,
    quarantined,
    quarantinedBy: Object.fromEntries(counts.map((c) => [c.reason, c.n])),
    people,
    isAsDelivered: isExact && quarantined === 0 && !(await hasEmptyText(input)),
  };
}

/**
 * Of the reasons for one row the one that stands first in the contract. An orphan whose own text is malformed is
 * `out_of_range`; the second of two orphans with one key is `duplicate_key`, because that stands before `orphan`
 * and the first is good as far as `duplicate_key` goes.
 */
const inOrder = `list_position([${reasons.map(literal).join(', ')}], reason)`;

async function distinctPeople(input: JudgeInput, vouched: ReadonlySet<string>): Promise<string | undefined> {
  const column = input.table.columns.find((c) => c.type === 'pseudonym');
  if (!column || vouched.has(column.name)) return undefined;
  const {workspace, name} = input;
  const value = input.plans.find((p) => p.contract === column)!.value;
  await workspace.run(`
    create or replace temp table ${name}_people as
    select person_id, hash(person_id) as person_key
    from (select distinct ${value} as person_id from ${input.open.relation})
    -- whom the register knows was looked at when they came in
    anti join ws.people using (person_id) where person_id is not null`);
  if (await holdPersonal(workspace, `(select person_id as text from ${name}_people)`))
    throw personal(input.file, column.name);
  return `${name}_people`;
}

/**
 * Whether one of these texts is a national number or an IBAN. Hardly any delivery holds a text that even looks so, and
 * to prepare the whole question takes longer than to ask a small table that one.
 *
 * @param texts SQL relation with a column `text`
 */
async function holdPersonal(workspace: Workspace, texts: string): Promise<boolean> {
  const ask = (condition: string, from: string): Promise<boolean> =>
    workspace.value<boolean>(`select coalesce(bool_or(${condition}), false) from ${from}`);
  return (
    (await ask(looksPersonal('text'), texts)) &&
    (await ask(isPersonal('bare'), `(select ${bareOf('text')} as bare from ${texts})`))
  );
}

/** Take out what no register may hold: text that is not a pseudonym. */
async function malformedPeople(workspace: Workspace, people: string): Promise<number> {
  const before = await workspace.value<number>(`select count(*) from ${people}`);
  await workspace.run(`delete from ${people} where not regexp_full_match(person_id, '[A-Za-z0-9_-]{1,64}')`);
  return before - (await workspace.value<number>(`select count(*) from ${people}`));
}

/**
 * Rows after the first good one with the same key, in file order.
 *
 * @returns temporary table of them, shaped as the bad rows; undefined when there are none
 */
async function findDuplicates(input: JudgeInput, candidates: string): Promise<string | undefined> {
  const {workspace, table, name} = input;
  const key = table.key.map((k) => identifier(k)).join(', ');
  const suspects = `${name}_suspects`;
  await workspace.run(`create or replace temp table ${suspects} (h ubigint)`);
  for (const slice of input.slices) {
    await workspace.run(`
      insert into ${suspects}
      select hash(${key}) as h from ${candidates} where ${slice} group by h having count(*) > 1`);
  }
  if ((await workspace.value<number>(`select count(*) from ${suspects}`)) === 0) return undefined;
  const duplicates = `${name}_duplicates`;
  await workspace.run(`
    create or replace temp table ${duplicates} as
    select row_number, 'duplicate_key' as reason, ${shownKey(table)} as key
    from ${candidates}
    where hash(${key}) in (from ${suspects})
    qualify row_number() over (partition by ${key} order by row_number) > 1`);
  return duplicates;
}

/**
 * Rows without a parent. Nobody vouched for their key text, so it is looked at here.
 *
 * Keys are compared by a hash of 64 bits, which is quicker than by their texts: a row whose hash no parent has, has no
 * parent. That a row without one shares a hash with one of ten million parents is less than one chance in a million
 * million.
 *
 * @returns temporary table of them, shaped as the bad rows; undefined when there are none
 */
async function findOrphans(
  input: JudgeInput,
  candidates: string,
  unvouched: string,
): Promise<string | undefined> {
  const {workspace, table, name} = input;
  const columns = table.parent!.columns.map((c) => identifier(c)).join(', ');
  const orphans = `${name}_orphans`;
  await workspace.run(`create or replace temp table ${orphans} (row_number bigint)`);
  const parents =
    input.parents.length === 0
      ? `(select ${columns} from ${candidates} where false)`
      : `(${input.parents.map((p) => `select ${columns} from ${p}`).join(' union all ')})`;
  for (const slice of input.slices) {
    await workspace.run(`
      insert into ${orphans}
      select row_number from (select row_number, hash(${columns}) as h from ${candidates} where ${slice}) as child
      anti join (select hash(${columns}) as h from ${parents} where ${slice}) as parent using (h)`);
  }
  if ((await workspace.value<number>(`select count(*) from ${orphans}`)) === 0) return undefined;
  const theirs = `${unvouched} where row_number in (from ${orphans})`;
  await refusePersonal(input, theirs);
  const judged = `${orphans}_judged`;
  await workspace.run(`
    create or replace temp table ${judged} as
    select row_number, coalesce(reason, 'orphan') as reason, ${shownKey(table)} as key from ${theirs}`);
  return judged;
}

/** Refuse when a text of these rows is a national number or an IBAN, whatever else is wrong with the row. */
async function refusePersonal(input: JudgeInput, rows: string): Promise<void> {
  const texts = input.table.columns.filter((c) => c.type === 'text' || c.type === 'pseudonym');
  if (texts.length === 0) return;
  const named = texts.map((c) => identifier(c.name));
  const bare = named.map((column) => `${bareOf(column)} as ${column}`);
  const checks = named.map((column) => `coalesce(bool_or(${isPersonal(column)}), false) as ${column}`);
  const found = (
    await input.workspace.rows<Record<string, boolean>>(
      `select ${checks.join(', ')} from (select ${bare.join(', ')} from ${rows})`,
    )
  )[0]!;
  for (const c of texts) if (found[c.name]) throw personal(input.file, c.name);
}

async function hasEmptyText(input: JudgeInput): Promise<boolean> {
  const {workspace, table, open} = input;
  const nullable = table.columns.filter((c) => c.nullable && c.type === 'text' && open.types.has(c.name));
  if (nullable.length === 0) return false;
  const any = nullable.map((c) => `bool_or(${identifier(c.name)} = '')`).join(' or ');
  return workspace.value<boolean>(`select coalesce(${any}, false) from ${open.relation}`);
}

function personal(file: string, column: string): JobbonusError {
  return refused(
    'PERSONAL',
    `${file}: column ${column} holds a national number or a bank account number; only pseudonyms may be delivered`,
  );
}

/**
 * The pseudonyms of a delivery, ready to be added to the register of people.
 *
 * @throws {JobbonusError} when two pseudonyms share a 64-bit key, which is the only place where a key could
 *   stand for two people
 */
export async function requireDistinctKeys(workspace: Workspace, people: string): Promise<void> {
  const clashes = await workspace.value<number>(`
    select
      (select count(*) - count(distinct person_key) from ${people})
      + (select count(*) from ${people} as p join ws.people as w using (person_key) where p.person_id <> w.person_id)`);
  if (clashes > 0) {
    throw new JobbonusError(
      'KEY_CLASH',
      `${clashes} pseudonyms share a key with another person; deliver them under other pseudonyms`,
    );
  }
}
