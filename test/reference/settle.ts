import {instantOf} from './days.js';
import type {Row} from './rows.js';
import type {Source, TableName} from './tables.js';
import {
  type Delivery,
  keyOf,
  NO_STREAM_ROWS,
  NO_YEAR_ROWS,
  type StreamRows,
  type World,
  type YearRows,
} from './world.js';

/** What one source delivered for one reference year (or, for a stream, ever): rows by key, table by table. */
interface Slot {
  readonly source: Source;
  readonly year: number | null;
  fullDeliveredAt: number | null;
  readonly tables: Map<TableName, Map<string, Row>>;
}

/**
 * The rows in force after these deliveries, in load order (contract §1): a full replaces what its source
 * delivered before for its year, a delta adds new keys and replaces known ones row by row and table by table.
 * For the dmfa tables `version` is part of the key, so every version stays; the calculation takes the highest.
 * A delivery that was loaded before (same `delivery_id`) changes nothing. All rows are taken to be good ones.
 *
 * @throws {Error} for a full that the contract refuses: delivered at an earlier instant than the loaded full
 */
export function settle(deliveries: readonly Delivery[]): World {
  const slots = new Map<string, Slot>();
  const loaded = new Set<string>();
  for (const delivery of deliveries) {
    if (loaded.has(delivery.delivery_id)) continue;
    loaded.add(delivery.delivery_id);
    const name = `${delivery.source}/${delivery.reference_year ?? ''}`;
    const slot = slots.get(name) ?? {
      source: delivery.source,
      year: delivery.reference_year,
      fullDeliveredAt: null,
      tables: new Map(),
    };
    slots.set(name, slot);
    load(slot, delivery);
  }
  return worldOf([...slots.values()]);
}

function load(slot: Slot, delivery: Delivery): void {
  if (delivery.mode === 'full') {
    const deliveredAt = instantOf(delivery.delivered_at);
    if (slot.fullDeliveredAt !== null && deliveredAt < slot.fullDeliveredAt) {
      throw new Error(`${delivery.delivery_id}: a full older than the loaded one is refused`);
    }
    slot.fullDeliveredAt = deliveredAt;
    slot.tables.clear();
  }
  for (const [table, rows] of Object.entries(delivery.tables) as [TableName, readonly Row[]][]) {
    const byKey = slot.tables.get(table) ?? new Map<string, Row>();
    slot.tables.set(table, byKey);
    for (const row of rows) byKey.set(keyOf(table, row), row);
  }
}

function worldOf(slots: readonly Slot[]): World {
  const byYear = new Map<number, YearRows>();
  let streams: StreamRows = NO_STREAM_ROWS;
  for (const slot of slots) {
    const tables = Object.fromEntries([...slot.tables].map(([table, rows]) => [table, [...rows.values()]]));
    // the rows went in under their own table's name, so they have that table's type
    if (slot.year === null) streams = {...streams, ...(tables as Partial<StreamRows>)};
    else
      byYear.set(slot.year, {...(byYear.get(slot.year) ?? NO_YEAR_ROWS), ...(tables as Partial<YearRows>)});
  }
  return {years: [...byYear.keys()].sort((a, b) => a - b), byYear, streams};
}
