import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, rename} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {type Reason, relationOf, type SourceContract} from '../contracts/contract.js';
import {identifier, literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import type {Progress} from '../effects.js';
import {JobbonusError, refused} from '../errors.js';
import {quantity} from '../quantity.js';
import {planColumns} from './columns.js';
import {deposit, discard, discardEmpty, settle, sweepStore} from './deposit.js';
import {readInForce, rowsInForce} from './in-force.js';
import {type JudgedTable, judge, requireDistinctKeys} from './judge.js';
import {type DeliveredTable, type Delivery, deliveryIdOf, readManifest} from './manifest.js';
import {faultInParquet, type OpenTable, openTable, unreadable} from './open.js';
import {bareOf, isPersonal, makePersonalMacros} from './personal.js';
import {isIn, personRanges} from './ranges.js';
import {isMoreThan} from './share.js';

export interface LoadedTable {
  readonly name: string;
  readonly rows: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly quarantinedBy: Readonly<Partial<Record<Reason, number>>>;
}

export interface LoadedDelivery {
  readonly deliveryId: string | null;
  readonly status: 'loaded' | 'already_loaded' | 'refused';
  readonly message?: string;
  readonly tables: readonly LoadedTable[];
}

export interface LoadOptions {
  readonly contracts: ReadonlyMap<string, SourceContract>;
  /** A table with a larger share of bad rows refuses its delivery. */
  readonly maxQuarantinePercent: number;
  readonly now: () => Date;
  readonly progress: Progress;
}

/** Rows per piece when checks go person range by person range: a tenth less work than of a million, in as little memory. */
const rowsPerRange = 2_500_000;

/**
 * Load deliveries in order and stop at the first that is refused; those before it stay.
 *
 * A delivery is loaded whole or not at all: its tables are judged and stored beside the others first, and one
 * short transaction at the end makes them count.
 *
 * @returns one report a delivery, the last of which may be a refusal
 */
export async function loadDeliveries(
  workspace: Workspace,
  folders: readonly string[],
  options: LoadOptions,
): Promise<LoadedDelivery[]> {
  await makePersonalMacros(workspace);
  await sweepStore(workspace);
  const reports: LoadedDelivery[] = [];
  for (const folder of folders) {
    try {
      reports.push(await loadDelivery(workspace, folder, options));
    } catch (error) {
      if (!(error instanceof JobbonusError) || error.exitCode !== 3) throw error;
      const deliveryId = error.code === 'PERSONAL_ID' ? null : deliveryIdOf(folder);
      reports.push({deliveryId, status: 'refused', message: error.message, tables: []});
      break;
    }
  }
  return reports;
}

async function loadDelivery(
  workspace: Workspace,
  folder: string,
  options: LoadOptions,
): Promise<LoadedDelivery> {
  const delivery = readManifest(folder, options.contracts);
  await requireNameless(workspace, delivery, folder);
  const hash = contentHash(delivery);
  const earlier = await alreadyLoaded(workspace, delivery, hash, folder);
  const place = join(delivery.contract.source, hash.slice(0, 32));
  const tables: {delivered: DeliveredTable; judged: JudgedTable; file: string; rows: number}[] = [];
  const step = options.progress.step('load', delivery.deliveryId);
  const fileOf = (table: DeliveredTable): string => join(place, `${table.contract.name}.parquet`);
  const arrivals = arriving(delivery.tables, (table) =>
    earlier ? undefined : workspace.stored(fileOf(table)),
  );
  try {
    for await (const delivered of arrivals) {
      if (earlier) continue;
      const file = fileOf(delivered);
      tables.push({...(await take(workspace, delivery, delivered, file, tables, options)), delivered, file});
    }
    if (earlier) {
      step.done('already loaded');
      return {deliveryId: delivery.deliveryId, status: 'already_loaded', tables: []};
    }
    await record(workspace, delivery, hash, tables, options.now());
    step.done(summary(tables));
  } catch (error) {
    step.done('refused');
    if (!earlier) {
      await discard(workspace.stored(place));
      await discardEmpty(workspace.stored(delivery.contract.source));
    }
    throw error;
  } finally {
    await dropTemporary(workspace);
  }
  return {
    deliveryId: delivery.deliveryId,
    status: 'loaded',
    tables: tables.map(({delivered, judged, rows}) => ({
      name: delivered.contract.name,
      rows,
      loaded: rows - judged.quarantined,
      quarantined: judged.quarantined,
      quarantinedBy: judged.quarantinedBy,
    })),
  };
}

function summary(tables: readonly {judged: JudgedTable; rows: number}[]): string {
  const rows = tables.reduce((sum, t) => sum + t.rows, 0);
  const bad = tables.reduce((sum, t) => sum + t.judged.quarantined, 0);
  return `${quantity(rows, 'row')}${bad === 0 ? '' : `, ${bad} in quarantine`}`;
}

/** The id of a delivery stands in every report, page and log: it may be no number of a person or an account. */
async function requireNameless(workspace: Workspace, {deliveryId}: Delivery, folder: string): Promise<void> {
  const isNumber = await workspace.value<boolean>(
    `select coalesce(${isPersonal('bare')}, false) from (select ${bareOf(literal(deliveryId))} as bare)`,
  );
  if (isNumber)
    throw refused(
      'PERSONAL_ID',
      `${basename(resolve(folder))}/manifest.json: delivery_id is a national number or an account number; expected a name for the delivery`,
    );
}

/** What makes two deliveries the same: the id, what it is of, and the bytes of its tables. */
function contentHash(delivery: Delivery): string {
  const said = [
    delivery.deliveryId,
    delivery.contract.source,
    delivery.referenceYear,
    delivery.mode,
    ...delivery.tables.map((t) => [t.contract.name, t.sha256]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** True when this very delivery was loaded before; refuses one that must not be loaded. */
async function alreadyLoaded(
  workspace: Workspace,
  delivery: Delivery,
  hash: string,
  folder: string,
): Promise<boolean> {
  const name = basename(resolve(folder));
  const same = await workspace.rows<{content_hash: string}>(
    `select content_hash from ws.deliveries where delivery_id = ${literal(delivery.deliveryId)}`,
  );
  if (same[0]) {
    if (same[0].content_hash === hash) return true;
    throw refused(
      'DELIVERY_CHANGED',
      `${name}: delivery_id ${JSON.stringify(delivery.deliveryId)} was loaded before with other content; a new delivery needs a new delivery_id`,
    );
  }
  if (delivery.mode === 'full') {
    const newer = await workspace.rows<{delivery_id: string; delivered_at: string}>(`
      select delivery_id, delivered_at from ws.deliveries
      where is_in_force and mode = 'full' and ${sameScope(delivery)} and delivered_at > ${literal(delivery.deliveredAt)}::timestamptz`);
    if (newer[0]) {
      throw refused(
        'DELIVERY_OLDER',
        `${name}/manifest.json: delivered_at is earlier than that of the full delivery in force (${newer[0].delivery_id}, ${newer[0].delivered_at}); a full delivery never replaces a newer one`,
      );
    }
  }
  return false;
}

const sameScope = (d: Delivery): string =>
  `source = ${literal(d.contract.source)} and reference_year is not distinct from ${d.referenceYear ?? 'null'}`;

/**
 * The tables as they arrive, hashed and, when they are Parquet, copied to where `copyOf` says. Reading and writing keep
 * the disk busy and judging the processor, so the next table is on its way while the last is judged.
 */
async function* arriving(
  tables: readonly DeliveredTable[],
  copyOf: (table: DeliveredTable) => string | undefined,
): AsyncGenerator<DeliveredTable, void, void> {
  const start = (table: DeliveredTable): Promise<string> =>
    deposit(table.path, table.format === 'parquet' ? copyOf(table) : undefined);
  let coming: Promise<string> | undefined;
  try {
    for (const [i, delivered] of tables.entries()) {
      const found = await (coming ?? start(delivered));
      requireHash(delivered, found);
      const next = tables[i + 1];
      coming = next && start(next);
      // what goes wrong with it is told when its turn comes, or never when the one before it is refused
      coming?.catch(() => undefined);
      yield delivered;
    }
  } finally {
    // whoever stops early may clear the place: nothing may still be written there
    await coming?.catch(() => undefined);
  }
}

function requireHash(delivered: DeliveredTable, found: string): void {
  if (found === delivered.sha256) return;
  throw refused(
    'HASH',
    `${delivered.file} has SHA-256 ${found.slice(0, 12)}…, its manifest says ${delivered.sha256.slice(0, 12)}…; deliver the file again`,
  );
}

/** Judge one table and leave its good rows in the store. */
async function take(
  workspace: Workspace,
  delivery: Delivery,
  delivered: DeliveredTable,
  file: string,
  before: readonly {delivered: DeliveredTable; file: string; rows: number}[],
  options: LoadOptions,
): Promise<{judged: JudgedTable; rows: number}> {
  const {contract} = delivered;
  const step = options.progress.part('check', `${delivery.deliveryId} ${contract.name}`);
  const stored = workspace.stored(file);
  const path = delivered.format === 'parquet' ? stored : delivered.path;
  const open = await openTable(workspace, delivered, path, `${nameOf(delivered)}_raw`);
  if (open.rows !== delivered.rows) {
    throw refused(
      'ROWS',
      `${delivered.file} has ${quantity(open.rows, 'row')}, its manifest says ${delivered.rows}`,
    );
  }
  const judged = await judgeOpen(workspace, delivery, delivered, open, stored, before).catch(
    async (error) => {
      // a Parquet file opens by its last bytes; what is wrong further up shows when it is read
      const fault =
        delivered.format === 'parquet' && !(error instanceof JobbonusError)
          ? await faultInParquet(workspace, path)
          : undefined;
      throw fault === undefined ? error : unreadable(delivered, fault);
    },
  );
  requireFewBad(delivered, judged, open.rows, options.maxQuarantinePercent);
  if (!(delivered.format === 'parquet' && judged.isAsDelivered)) await rewrite(workspace, judged, stored);
  const bad = judged.quarantined === 0 ? '' : `, ${judged.quarantined} in quarantine`;
  step.done(`${quantity(open.rows, 'row')}${bad}`);
  return {judged, rows: open.rows};
}

/** Judge the rows of an open table against its contract, its parents and what is loaded. */
async function judgeOpen(
  workspace: Workspace,
  delivery: Delivery,
  delivered: DeliveredTable,
  open: OpenTable,
  stored: string,
  before: readonly {delivered: DeliveredTable; file: string; rows: number}[],
): Promise<JudgedTable> {
  const {contract} = delivered;
  const isEmpty = (column: string): Promise<boolean> =>
    workspace.value<boolean>(`select count(${identifier(column)}) = 0 from ${open.relation}`);
  const plans = await planColumns(contract, open.types, delivered.format, delivered.file, isEmpty);
  const parentHere = before.find((b) => b.delivered.contract.name === contract.parent?.table);
  const parents = [
    ...(parentHere
      ? [`read_parquet(${literal(workspace.stored(parentHere.file))}, hive_partitioning = false)`]
      : []),
    ...(contract.parent && delivery.mode === 'delta'
      ? [await loadedParent(workspace, delivery, contract.parent.table)]
      : []),
  ];
  // a child is compared with its parent range by range, so whichever of them has more rows decides whether it pays
  const [sliced, rows] = parentHere
    ? [workspace.stored(parentHere.file), Math.max(parentHere.rows, open.rows)]
    : [stored, open.rows];
  const isCut = rows > rowsPerRange && contract.key.includes('person_id') && existsSync(sliced);
  const slices = isCut ? (await personRanges(workspace, sliced, rowsPerRange)).map(isIn) : ['true'];
  return judge({
    workspace,
    table: contract,
    open,
    plans,
    year: delivery.referenceYear,
    file: delivered.file,
    parents,
    slices,
    name: nameOf(delivered),
  });
}

/** Prefix of the temporary tables of a delivered table. */
const nameOf = (delivered: DeliveredTable): string => `load_${delivered.contract.name}`;

/** The loaded rows of a parent table in this delivery's year, for a delta whose parent was delivered before. */
async function loadedParent(workspace: Workspace, delivery: Delivery, table: string): Promise<string> {
  const contract = delivery.contract.tables.find((t) => t.name === table)!;
  const inForce = await readInForce(workspace);
  const stored = inForce.get(relationOf(contract))?.get(delivery.referenceYear) ?? [];
  return `(${rowsInForce(workspace, contract, stored, delivery.referenceYear)})`;
}

function requireFewBad(
  delivered: DeliveredTable,
  judged: JudgedTable,
  rows: number,
  maxPercent: number,
): void {
  if (!isMoreThan(maxPercent, judged.quarantined, rows)) return;
  const [reason, count] = Object.entries(judged.quarantinedBy).sort((a, b) => b[1] - a[1])[0]!;
  const share = ((judged.quarantined * 100) / rows).toFixed(1);
  throw refused(
    'QUARANTINE',
    `${delivered.file}: ${judged.quarantined} of ${rows} rows (${share} %) would go to quarantine, most often ${reason} (${count}); at most ${maxPercent} % may`,
  );
}

/** Write the good rows, in file order and in the contract's types. */
async function rewrite(workspace: Workspace, judged: JudgedTable, stored: string): Promise<void> {
  await discard(`${stored}.new`);
  await mkdir(dirname(stored), {recursive: true});
  await workspace.run(`
    copy (select * exclude (row_number) from ${judged.good} order by row_number)
    to ${literal(`${stored}.new`)} (format parquet, compression zstd)`);
  await settle(`${stored}.new`);
  await rename(`${stored}.new`, stored);
}

/** The short transaction that makes a delivery count. */
async function record(
  workspace: Workspace,
  delivery: Delivery,
  hash: string,
  tables: readonly {delivered: DeliveredTable; judged: JudgedTable; file: string; rows: number}[],
  now: Date,
): Promise<void> {
  for (const {judged} of tables) if (judged.people) await requireDistinctKeys(workspace, judged.people);
  await workspace.transaction(async () => {
    const seq = await workspace.value<number>(`select nextval('ws.load_seq')::integer`);
    if (delivery.mode === 'full') {
      await workspace.run(
        `update ws.deliveries set is_in_force = false where is_in_force and ${sameScope(delivery)}`,
      );
    }
    await workspace.run(`
      insert into ws.deliveries values (
        ${seq}, ${literal(delivery.deliveryId)}, ${literal(delivery.contract.source)}, ${delivery.referenceYear ?? 'null'},
        ${literal(delivery.mode)}, ${literal(delivery.deliveredAt)}::timestamptz, ${literal(now.toISOString())}::timestamptz,
        ${literal(hash)}, true)`);
    for (const {delivered, judged, file, rows} of tables) {
      const table = literal(delivered.contract.name);
      await workspace.run(`
        insert into ws.delivery_tables values (${seq}, ${table}, ${literal(file)}, ${literal(delivered.format)},
          ${literal(delivered.sha256)}, ${rows}, ${rows - judged.quarantined}, ${judged.quarantined})`);
      if (judged.bad) {
        await workspace.run(
          `insert into ws.quarantine select ${seq}, ${table}, row_number, reason, key from ${judged.bad} order by row_number`,
        );
      }
      if (judged.people) {
        await workspace.run(`
          insert into ws.people select person_key, person_id from ${judged.people} as p
          where not exists (from ws.people as w where w.person_key = p.person_key) order by person_id`);
      }
    }
  });
}

async function dropTemporary(workspace: Workspace): Promise<void> {
  const tables = await workspace.rows<{name: string}>(
    `select table_name as name from duckdb_tables() where temporary and table_name like 'load\\_%' escape '\\'`,
  );
  if (tables.length === 0) return;
  await workspace.run(tables.map(({name}) => `drop table temp.${identifier(name)};`).join('\n'));
}
