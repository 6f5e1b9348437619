import {
  Binary,
  type DataType,
  DateMillisecond,
  Decimal,
  Dictionary,
  Float32,
  Float64,
  Int32,
  Int64,
  LargeUtf8,
  makeData,
  Null,
  TimeMicrosecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  tableFromIPC,
  Uint16,
  Uint64,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import {arrowBytes} from '../reference/arrow.js';
import {daysBetween, instantOf} from '../reference/days.js';
import type {Cell} from '../reference/rows.js';
import type {ColumnType} from '../reference/tables.js';

/** A column of a type that the contract does not name: how Parquet and Arrow hold its cells. */
export interface OtherType {
  /** DuckDB's type, for Parquet; absent when Parquet has none. */
  readonly sql?: string;
  readonly vector: (cells: readonly Cell[]) => Vector;
}

export type DeliveredType = ColumnType | OtherType;

/** The cells of one column as an Arrow vector. */
export function vectorOf(type: DeliveredType, cells: readonly Cell[]): Vector {
  if (typeof type !== 'string') return type.vector(cells);
  const rows = cells.map((x) => ({x}));
  return tableFromIPC(arrowBytes({x: type}, rows, 'stream')).getChild('x') ?? vectorFromArray([], new Utf8());
}

const from =
  (type: DataType, convert: (cell: Exclude<Cell, null>) => unknown) =>
  (cells: readonly Cell[]): Vector =>
    vectorFromArray(
      cells.map((cell) => (cell === null ? null : convert(cell))),
      type,
    );

/** Instants as 64-bit numbers in the unit of the type: the library's builders round to milliseconds. */
const instants =
  (type: DataType, perMicro: (micros: bigint) => bigint) =>
  (cells: readonly Cell[]): Vector => {
    const nullBitmap = new Uint8Array(Math.ceil(cells.length / 64) * 8);
    for (const [i, cell] of cells.entries()) if (cell !== null) nullBitmap[i >> 3]! |= 1 << (i & 7);
    const data = BigInt64Array.from(cells, (cell) =>
      cell === null ? 0n : perMicro(BigInt(instantOf(String(cell)))),
    );
    const nullCount = cells.filter((cell) => cell === null).length;
    return new Vector([makeData({type, length: cells.length, nullCount, nullBitmap, data} as never)]);
  };

/** Decimals of 32-bit words in two's complement, the least significant first. */
const decimals =
  (type: Decimal) =>
  (cells: readonly Cell[]): Vector => {
    const words = type.bitWidth / 32;
    const nullBitmap = new Uint8Array(Math.ceil(cells.length / 64) * 8);
    const data = new Uint32Array(cells.length * words);
    for (const [i, cell] of cells.entries()) {
      if (cell === null) continue;
      nullBitmap[i >> 3]! |= 1 << (i & 7);
      const [whole = '0', fraction = ''] = String(cell).split('.');
      const scaled = BigInt.asUintN(type.bitWidth, BigInt(whole + fraction.padEnd(type.scale, '0')));
      for (let word = 0; word < words; word++) {
        data[i * words + word] = Number((scaled >> BigInt(32 * word)) & 0xffff_ffffn);
      }
    }
    const nullCount = cells.filter((cell) => cell === null).length;
    return new Vector([makeData({type, length: cells.length, nullCount, nullBitmap, data})]);
  };

const day = (cell: Cell): number => daysBetween('1970-01-01', String(cell));

export const otherTypes = {
  double: {sql: 'DOUBLE', vector: from(new Float64(), Number)},
  float: {sql: 'FLOAT', vector: from(new Float32(), Number)},
  int32: {sql: 'INTEGER', vector: from(new Int32(), Number)},
  int64: {sql: 'BIGINT', vector: from(new Int64(), (cell) => BigInt(cell))},
  uint16: {sql: 'USMALLINT', vector: from(new Uint16(), Number)},
  uint64: {sql: 'UBIGINT', vector: from(new Uint64(), (cell) => BigInt(cell))},
  decimal6: {sql: 'DECIMAL(9,6)', vector: decimals(new Decimal(6, 9, 128))},
  decimal38: {sql: 'DECIMAL(38,10)', vector: decimals(new Decimal(10, 38, 128))},
  decimal256: {sql: 'DECIMAL(38,3)', vector: decimals(new Decimal(3, 76, 256))},
  // declared narrower than the values it is given
  narrowDecimal: {sql: 'DECIMAL(38,2)', vector: decimals(new Decimal(2, 5, 128))},
  wholeDecimal: {sql: 'DECIMAL(12,0)', vector: decimals(new Decimal(0, 12, 128))},
  largeText: {sql: 'VARCHAR', vector: from(new LargeUtf8(), String)},
  text: {sql: 'VARCHAR', vector: from(new Utf8(), String)},
  bytes: {sql: 'BLOB', vector: from(new Binary(), (cell) => Buffer.from(String(cell)))},
  noType: {
    sql: 'INTEGER',
    vector: (cells) =>
      vectorFromArray(
        cells.map(() => null),
        new Null(),
      ),
  },
  category: {sql: 'VARCHAR', vector: from(new Dictionary(new Utf8(), new Int32()), String)},
  timeOfDay: {vector: from(new TimeMicrosecond(), () => 0n)},
  dateInMilliseconds: {sql: 'DATE', vector: from(new DateMillisecond(), (cell) => day(cell) * 86_400_000)},
  localTimestamp: {sql: 'TIMESTAMP', vector: instants(new TimestampMicrosecond(), (x) => x)},
  seconds: {sql: 'TIMESTAMPTZ', vector: instants(new TimestampSecond('UTC'), (x) => x / 1_000_000n)},
  milliseconds: {
    sql: 'TIMESTAMPTZ',
    vector: instants(new TimestampMillisecond('Europe/Brussels'), (x) => x / 1000n),
  },
  nanoseconds: {sql: 'TIMESTAMPTZ', vector: instants(new TimestampNanosecond('UTC'), (x) => x * 1000n)},
} as const satisfies Record<string, OtherType>;
