import {instantOf} from './days.js';
import {timestamp} from './draft-events.js';
import type {Random} from './random.js';
import type {Row} from './rows.js';
import {SHAPES, SOURCES, type Source, STREAM_SOURCES, type TableName, YEAR_SOURCES} from './tables.js';
import {type Delivery, keyOf, type World} from './world.js';

/** Rows per table of one source, of one reference year or of a stream. */
type SourceRows = ReadonlyMap<TableName, readonly Row[]>;
type Load = Pick<Delivery, 'mode' | 'tables'>;

/**
 * Deliveries that lead to this world, in load order. Every source goes its own way: one full; a full and
 * deltas, in which rows come first with other content and are replaced later; deltas only; or deliveries of
 * rows that a later full does away with. Some deliveries come a second time, which changes nothing.
 */
export function splitWorld(world: World, random: Random): readonly Delivery[] {
  const queues = [
    ...world.years.flatMap((year) =>
      YEAR_SOURCES.map((source) =>
        queueOf(source, year, rowsOf(source, world.byYear.get(year) ?? {}), random),
      ),
    ),
    ...STREAM_SOURCES.map((source) => queueOf(source, null, rowsOf(source, world.streams), random)),
  ];
  const deliveries = interleaved(queues, random);
  return deliveries.flatMap((delivery, index) => {
    const earlier = deliveries[random.between(0, index)]!;
    return random.chance(0.1) ? [delivery, earlier] : [delivery];
  });
}

function rowsOf(source: Source, tables: Partial<Record<TableName, readonly Row[]>>): SourceRows {
  return new Map(SOURCES[source].map((table): [TableName, readonly Row[]] => [table, tables[table] ?? []]));
}

/** Deliveries of all sources mixed, each source's own order kept. */
function interleaved(queues: readonly (readonly Delivery[])[], random: Random): Delivery[] {
  const turns = random.shuffled(queues.flatMap((queue, index) => queue.map(() => index)));
  const positions = queues.map(() => 0);
  return turns.map((turn) => queues[turn]![positions[turn]!++]!);
}

function queueOf(source: Source, year: number | null, rows: SourceRows, random: Random): Delivery[] {
  const isEmpty = [...rows.values()].every((tableRows) => tableRows.length === 0);
  if (isEmpty && random.chance(0.5)) return [];
  const isErasedFirst = random.chance(0.4);
  const erased = isErasedFirst
    ? [superseded(rows, random), ...(random.chance(0.3) ? [superseded(rows, random)] : [])]
    : [];
  // without an erased beginning, the rows may also come by deltas alone
  const spread = spreadOut(rows, random.pick([1, 1, 2, 3, 4]), isErasedFirst || random.chance(0.85), random);
  let hour = random.between(0, 99);
  return [...erased, ...spread].map((load, index) => {
    // a full is never older than the one before, but may be as old; a delta may be of any day
    hour += load.mode === 'full' ? random.pick([0, 1, 24]) : 0;
    const shown = load.mode === 'full' ? hour : hour + random.between(-500, 500);
    return {
      delivery_id: `${source}-${year ?? 'stream'}-${index + 1}`,
      source,
      reference_year: year,
      delivered_at: timestamp(instantOf('2026-01-10T00:00:00Z') + shown * 3_600_000_000, random),
      ...load,
    };
  });
}

/** A delivery that the next full replaces: some rows with other content, and some of people never seen again. */
function superseded(rows: SourceRows, random: Random): Load {
  const roles = new Map<unknown, {isKept: boolean; name: string | null}>();
  const roleOf = (root: unknown) => {
    const isGhost = random.chance(0.3);
    const role = roles.get(root) ?? {
      isKept: random.chance(0.6),
      name: isGhost ? `ghost-${roles.size}` : null,
    };
    roles.set(root, role);
    return role;
  };
  const tables = [...rows].map(([table, tableRows]) => {
    // the first key column is the person, the application or the event: it keeps parents and children together
    const root = SHAPES[table].key[0]!;
    const kept = tableRows.flatMap((row) => {
      const {isKept, name} = roleOf(row[root]);
      const other = stale(table, row, tableRows, random);
      return isKept ? [name === null ? other : {...other, [root]: name}] : [];
    });
    return [table, kept];
  });
  return {mode: random.pick(['full', 'full', 'delta'] as const), tables: Object.fromEntries(tables)};
}

/**
 * The rows over a number of deliveries. A row may come twice, first with other content; a child never comes
 * before its parent (employment line, border application) has come once.
 */
function spreadOut(rows: SourceRows, count: number, startsFull: boolean, random: Random): Load[] {
  const batches = Array.from(
    {length: count},
    () => new Map<TableName, Row[]>([...rows.keys()].map((t) => [t, []])),
  );
  const firstBatch = new Map<string, number>();
  const [parent] = rows.keys();
  for (const [table, tableRows] of rows) {
    for (const row of tableRows) {
      const earliest = firstBatch.get(keyOf(parent!, row)) ?? 0;
      const last = random.chance(0.5) ? earliest : random.between(earliest, count - 1);
      const comesTwice = last > earliest && random.chance(0.5);
      const first = comesTwice ? random.between(earliest, last - 1) : last;
      if (comesTwice) batches[first]!.get(table)!.push(stale(table, row, tableRows, random));
      batches[last]!.get(table)!.push(row);
      if (table === parent) firstBatch.set(keyOf(table, row), first);
    }
  }
  return batches.map((batch, index) => {
    const mode = index === 0 && startsFull ? 'full' : 'delta';
    // a delta may hold fewer tables than its source has, but at least one
    const [firstTable] = batch.keys();
    const kept = [...batch].filter(
      ([table, list]) => mode === 'full' || list.length > 0 || table === firstTable,
    );
    return {mode, tables: Object.fromEntries(kept.map(([table, list]) => [table, random.shuffled(list)]))};
  });
}

/** A row with its own key and the other cells of any row of its table: good, but not what holds in the end. */
function stale(table: TableName, row: Row, tableRows: readonly Row[], random: Random): Row {
  const {key, columns} = SHAPES[table];
  const own = key.map((name) => {
    const cell = row[name] ?? null;
    // the same instant told in another zone is the same key
    return [name, columns[name] === 'timestamp' ? timestamp(instantOf(String(cell)), random) : cell];
  });
  return {...random.pick(tableRows), ...Object.fromEntries(own)};
}
