import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api';
import {tableFromIPC} from 'apache-arrow';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {parseCsvRecords} from './csv.js';
import {addDays, instantOf} from './days.js';
import {type Format, writeDeliveries} from './deliveries.js';
import {formatDecimal, parseDecimal} from './exact.js';
import {makeRandom} from './random.js';
import type {Cell, Row} from './rows.js';
import {type ColumnType, SHAPES, type TableName} from './tables.js';
import {makeWorld} from './worlds.js';

const {deliveries} = makeWorld({seed: 5, persons: 20, years: [2022]});
const folder = mkdtempSync(join(tmpdir(), 'reference-'));
const FORMATS: readonly Format[] = ['csv', 'parquet', 'arrow'];

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const format of FORMATS) {
    await writeDeliveries(deliveries, join(folder, format), () => format, makeRandom(9));
  }
}, 60_000);
afterAll(() => {
  connection.closeSync();
  rmSync(folder, {recursive: true});
});

/** A cell in one spelling: decimals with all their places, instants in microseconds. */
function plain(type: ColumnType, cell: Cell): Cell {
  if (cell === null) return null;
  if (type === 'timestamp') return instantOf(String(cell));
  const scale = /,(\d+)\)$/.exec(type)?.[1];
  return scale === undefined ? cell : formatDecimal(parseDecimal(String(cell), Number(scale)), Number(scale));
}

const asRead: Record<Format, (path: string, table: TableName) => Promise<Row[]>> = {
  csv: async (path, table) =>
    parseCsvRecords(readFileSync(path, 'utf8')).map((record) =>
      cells(table, (name, type) => {
        const text = record[name] ?? '';
        if (text === '') return null;
        return type === 'integer' ? Number(text) : type === 'boolean' ? text === 'true' : plain(type, text);
      }),
    ),
  parquet: async (path, table) => {
    const columns = Object.entries(SHAPES[table].columns).map(([name, type]) => {
      const shown =
        type === 'timestamp' ? `epoch_us(${name})` : type === 'integer' ? name : `${name}::VARCHAR`;
      return `${shown} AS ${name}`;
    });
    const types = await connection.runAndReadAll(`SELECT column_type FROM (DESCRIBE FROM '${path}')`);
    expect(types.getRows().flat().join()).not.toMatch(/DOUBLE|FLOAT|TIMESTAMP(?! WITH)/);
    const rows = (
      await connection.runAndReadAll(`SELECT ${columns.join(', ')} FROM '${path}'`)
    ).getRowObjectsJson();
    return rows.map((row) =>
      cells(table, (name, type) => {
        const value = row[name] as string | number | null;
        if (value === null) return null;
        return type === 'boolean' ? value === 'true' : type === 'timestamp' ? Number(value) : value;
      }),
    );
  },
  arrow: async (path, table) => {
    const read = tableFromIPC(readFileSync(path));
    return Array.from({length: read.numRows}, (_, index) =>
      cells(table, (name, type) => {
        const vector = read.getChild(name);
        const value: unknown = vector?.get(index);
        if (value === null) return null;
        if (type === 'date') return addDays('1970-01-01', Number(value) / 86_400_000);
        // the reader gives milliseconds with the microseconds as a fraction
        if (type === 'timestamp') return Math.round(Number(value) * 1000);
        if (!type.startsWith('decimal')) return value as Cell;
        const words = [...(value as Uint32Array)].reverse();
        const whole = BigInt.asIntN(
          128,
          words.reduce((total, word) => (total << 32n) | BigInt(word), 0n),
        );
        return formatDecimal(Number(whole), 2);
      }),
    );
  },
};

function cells(table: TableName, cell: (name: string, type: ColumnType) => Cell): Row {
  return Object.fromEntries(
    Object.entries(SHAPES[table].columns).map(([name, type]) => [name, cell(name, type)]),
  );
}

describe('written deliveries', () => {
  it.each(FORMATS)(
    'say in %s exactly what the world says',
    async (format) => {
      for (const delivery of deliveries) {
        const target = join(folder, format, delivery.delivery_id);
        const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
        expect('reference_year' in manifest).toBe(delivery.reference_year !== null);
        for (const {name, file, rows, sha256} of manifest.tables) {
          const path = join(target, file);
          expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256);
          const written = delivery.tables[name as TableName] as readonly Row[];
          expect(rows).toBe(written.length);
          const table = name as TableName;
          const expected = written.map((row) =>
            cells(table, (column, type) => plain(type, row[column] ?? null)),
          );
          expect(await asRead[format](path, table)).toEqual(expected);
        }
      }
    },
    60_000,
  );
});
