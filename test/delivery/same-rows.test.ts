import {afterAll, describe, expect, it} from 'vitest';
import type {Row} from '../reference/rows.js';
import {SHAPES, SOURCES, type Source, type TableName} from '../reference/tables.js';
import {badCells, wideColumns} from './bad-cells.js';
import {openDesk} from './desk.js';
import {type Draft, draft, kinds} from './draft.js';
import {goodRows} from './good-rows.js';

const desk = openDesk();
afterAll(() => desk.clear());

/** Whole numbers below a bound, the same ones for the same seed (Mulberry32). */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Rows of which some are bad in one or two ways, some repeat a key, and some have lost their parent. */
function randomRows(table: TableName, draw: (below: number) => number): Row[] {
  const bad = badCells(table).filter((c) => !c.csvOnly);
  const rows = goodRows(table, 60).map((row): Row => {
    const times = [0, 0, 0, 1, 2][draw(5)]!;
    const spoilt = Array.from({length: times}, () => Object.entries(bad[draw(bad.length)]!.cells));
    return {...row, ...Object.fromEntries(spoilt.flat())};
  });
  const again = Array.from({length: 8}, () => ({...rows[draw(rows.length)]!}));
  return [...rows, ...again].map((row, i, all) =>
    (i + draw(7)) % 11 === 0 ? {...all[draw(all.length)]!} : row,
  );
}

const sources = Object.keys(SOURCES) as Source[];

describe('random rows come out the same of every kind of file:', () => {
  it.each(sources)('%s', async (source) => {
    const draw = drawn(sources.indexOf(source));
    const rows = Object.fromEntries(SOURCES[source].map((table) => [table, randomRows(table, draw)]));
    const found = [];
    for (const kind of kinds) {
      const tables: Draft['tables'] = Object.fromEntries(
        SOURCES[source].map((table) => [
          table,
          // a CSV has no types; the others need ones that can hold what is too large
          {rows: rows[table]!, ...(kind.startsWith('csv') ? {} : {columns: wideColumns(table)})},
        ]),
      );
      const delivery = draft(source, {tables});
      const report = await desk.take(delivery, kind, 100);
      expect([report.message, report.status]).toEqual([undefined, 'loaded']);
      const quarantine = await desk.quarantine(delivery.delivery_id);
      const loaded: Record<string, Row[]> = {};
      for (const table of SOURCES[source]) {
        const counts = report.tables.find(({name}) => name === table)!;
        loaded[table] = await desk.rows(table);
        // nothing is ever dropped silently
        expect(counts.rows).toBe(rows[table]!.length);
        expect(counts.rows).toBe(counts.loaded + counts.quarantined);
        expect(counts.loaded).toBe(loaded[table]!.length);
        expect(counts.quarantined).toBe(quarantine.filter((q) => q.table === table).length);
        expect(new Set(loaded[table]!.map((row) => SHAPES[table].key.map((k) => row[k]).join())).size).toBe(
          counts.loaded,
        );
      }
      found.push({kind, quarantine, loaded});
    }
    for (const {kind, ...same} of found) expect({kind, ...same}).toEqual({...found[0]!, kind});
    expect(found[0]!.quarantine.length).toBeGreaterThan(0);
  });
});
