import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {LoadedDelivery} from '../../src/delivery/load.js';
import type {Row} from '../reference/rows.js';
import {SHAPES, SOURCES, type Source, type TableName} from '../reference/tables.js';
import {badCells, onTheLimit, wideColumns} from './bad-cells.js';
import {countsOf, openDesk} from './desk.js';
import {draft, isCsv, type Kind, kinds, type Sheet} from './draft.js';
import {goodRows} from './good-rows.js';

interface Mixed extends Sheet {
  readonly bad: {table: TableName; row: number; reason: string; cells: Row}[];
  readonly goodKeys: string[];
}

const keyText = (table: TableName, row: Row): string => SHAPES[table].key.map((part) => row[part]).join('|');

/** Good rows and bad ones in turn; a row for each thing that can be wrong in this kind of file. */
function mixed(table: TableName, kind: Kind, parents: number): Mixed {
  const cases = badCells(table).filter((c) => isCsv(kind) || !c.csvOnly);
  const limits = onTheLimit[table] ?? [];
  const rows: Row[] = goodRows(table, parents);
  const bad: Mixed['bad'] = [];
  const goodKeys = rows.map((row) => keyText(table, row));
  // each bad row is a good row of its own with something wrong; its key, where it survives, is nobody else's
  const extra = goodRows(table, cases.length, parents + 1);
  const child = table === 'remunerations' || table === 'services';
  for (const [i, {cells, reason}] of cases.entries()) {
    const own = child ? goodRows(table, 1, 1 + (i % parents))[0]! : extra[i]!;
    const code = child ? {[`${table.slice(0, -1)}_code`]: 2 + Math.floor(i / parents)} : {};
    const about =
      table === 'border_employments' ? {application_id: `A${1 + (i % parents)}`, employer_no: 2 + i} : {};
    rows.push({...own, ...code, ...about, ...cells});
    bad.push({table, row: rows.length, reason, cells});
    if (i % 3 === 0 && !child && table !== 'border_employments') {
      const good = goodRows(table, 1, 1000 + i)[0]!;
      rows.push(good);
      goodKeys.push(keyText(table, good));
    }
  }
  for (const [i, cells] of limits.entries()) {
    const own = goodRows(table, 1, child || table === 'border_employments' ? 1 : 5000 + i)[0]!;
    rows.push({...own, ...cells});
    goodKeys.push(keyText(table, {...own, ...cells}));
  }
  return {rows, bad, goodKeys, ...(isCsv(kind) ? {} : {columns: wideColumns(table)})};
}

describe.each(kinds)('in %s', (kind) => {
  const desk = openDesk();
  const sources = Object.keys(SOURCES) as Source[];
  const deliveries = sources.map((source) => {
    const sheets = SOURCES[source].map((table) => [table, mixed(table, kind, 40)] as const);
    return {sheets, draft: draft(source, {tables: Object.fromEntries(sheets)})};
  });
  let reports: LoadedDelivery[];
  beforeAll(async () => {
    const folders = await Promise.all(deliveries.map((delivery) => desk.write(delivery.draft, kind)));
    reports = await desk.load(folders, 100);
  });
  afterAll(() => desk.clear());

  it.each(sources)(
    'every bad row of %s goes to quarantine for its reason, and every good row loads',
    async (source) => {
      const {sheets, draft} = deliveries[sources.indexOf(source)]!;
      const report = reports[sources.indexOf(source)]!;
      expect([report.status, report.message]).toEqual(['loaded', undefined]);

      const found = await desk.quarantine(draft.delivery_id);
      for (const [table, {bad, goodKeys}] of sheets) {
        const shown = ({row, reason}: {row: number; reason: string}) =>
          `${table} row ${row} ${reason} ${JSON.stringify(bad.find((b) => b.row === row)?.cells ?? 'is good')}`;
        expect(found.filter((q) => q.table === table).map(shown)).toEqual(bad.map(shown));
        const loaded = (await desk.rows(table)).map((row) => keyText(table, row));
        expect(loaded.toSorted()).toEqual(goodKeys.toSorted());
      }
      const counts = sheets.map(([table, {rows, bad}]) => {
        return [table, `${rows.length} = ${rows.length - bad.length} + ${bad.length}`];
      });
      expect(countsOf(report)).toEqual(Object.fromEntries(counts));
    },
  );
});
