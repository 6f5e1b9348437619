import {
  Bool,
  DateDay,
  Decimal,
  Int32,
  makeData,
  Table,
  TimestampMicrosecond,
  tableToIPC,
  Utf8,
  Vector,
} from 'apache-arrow';
import {daysBetween, instantOf} from './days.js';
import {parseDecimal} from './exact.js';
import type {Cell, Row} from './rows.js';
import type {ColumnType} from './tables.js';

/** Arrow IPC bytes of these rows, in the contract's exact types: no binary floating point anywhere. */
export function arrowBytes(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
  kind: 'file' | 'stream',
): Uint8Array {
  const vectors = Object.entries(columns).map(([name, type]) => {
    const cells = rows.map((row) => row[name] ?? null);
    return [name, vectorOf(type, cells)] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), kind);
}

/** Built from its bytes: the library's own builders would take minutes for a million rows, and guess types. */
function vectorOf(type: ColumnType, cells: readonly Cell[]): Vector {
  const length = cells.length;
  const {nullBitmap, nullCount} = validity(cells, (cell) => cell !== null);
  if (type === 'text') {
    const texts = cells.map((cell) => (cell === null ? '' : String(cell)));
    const valueOffsets = new Int32Array(length + 1);
    for (const [index, text] of texts.entries()) {
      valueOffsets[index + 1] = valueOffsets[index]! + Buffer.byteLength(text);
    }
    const data = new Uint8Array(Buffer.from(texts.join('')));
    return new Vector([makeData({type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data})]);
  }
  if (type === 'integer') {
    const data = Int32Array.from(cells, Number);
    return new Vector([makeData({type: new Int32(), length, nullCount, nullBitmap, data})]);
  }
  if (type === 'boolean') {
    const data = validity(cells, (cell) => cell === true).nullBitmap;
    return new Vector([makeData({type: new Bool(), length, nullCount, nullBitmap, data})]);
  }
  if (type === 'date') {
    const data = Int32Array.from(cells, (cell) =>
      cell === null ? 0 : daysBetween('1970-01-01', String(cell)),
    );
    return new Vector([makeData({type: new DateDay(), length, nullCount, nullBitmap, data})]);
  }
  if (type === 'timestamp') {
    const data = BigInt64Array.from(cells, (cell) => (cell === null ? 0n : BigInt(instantOf(String(cell)))));
    return new Vector([
      makeData({type: new TimestampMicrosecond('UTC'), length, nullCount, nullBitmap, data}),
    ]);
  }
  const {precision, scale} = decimalOf(type);
  const data = new Uint32Array(4 * length);
  for (const [index, cell] of cells.entries()) {
    // a 128-bit whole number in two's complement, lowest 32 bits first
    let rest = cell === null ? 0n : BigInt.asUintN(128, BigInt(parseDecimal(String(cell), scale)));
    for (let word = 0; word < 4; word += 1, rest >>= 32n) data[4 * index + word] = Number(rest & 0xffffffffn);
  }
  return new Vector([
    makeData({type: new Decimal(scale, precision, 128), length, nullCount, nullBitmap, data}),
  ]);
}

/** One bit a cell, lowest first: 1 where the cell is wanted. */
function validity(
  cells: readonly Cell[],
  isWanted: (cell: Cell) => boolean,
): {nullBitmap: Uint8Array; nullCount: number} {
  const nullBitmap = new Uint8Array(Math.ceil(cells.length / 64) * 8);
  let nullCount = 0;
  for (const [index, cell] of cells.entries()) {
    if (isWanted(cell)) nullBitmap[index >> 3]! |= 1 << (index & 7);
    else nullCount += 1;
  }
  return {nullBitmap, nullCount};
}

export function decimalOf(type: ColumnType): {precision: number; scale: number} {
  const [precision, scale] = (/^decimal\((\d+),(\d+)\)$/.exec(type) ?? []).slice(1).map(Number);
  if (precision === undefined || scale === undefined) throw new TypeError(`${type} is no decimal type`);
  return {precision, scale};
}
