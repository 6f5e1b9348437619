import {open} from 'node:fs/promises';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  SMALLINT,
  TIMESTAMP,
  TIMESTAMPTZ,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import {
  type DataType,
  DateUnit,
  Precision,
  RecordBatchReader,
  TimeUnit,
  Type,
  type Vector,
} from 'apache-arrow';
import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {requireArrowShape} from './arrow-shape.js';

/** Rows of a DuckDB vector: the most a data chunk can hold. */
const chunkRows = 2048;

/**
 * Copy an Arrow IPC file or stream into a temporary table, value by value as delivered.
 *
 * Nothing is converted to the contract's types here: the table has the delivered types, so that the same checks
 * judge it as judge a Parquet file.
 *
 * @param table name of the temporary table, created here; its rows stand in file order
 * @param check is shown the names of the columns before anything is read
 * @returns the delivered type per column, in DuckDB's names; a type DuckDB has no exact twin for keeps its
 *   Arrow name, and its column only says where there is a value
 */
export async function readArrow(
  workspace: Workspace,
  path: string,
  table: string,
  check: (names: readonly string[]) => void = () => {},
): Promise<ReadonlyMap<string, string>> {
  const handle = await open(path);
  try {
    requireArrowShape(handle.fd, (await handle.stat()).size);
    // AnyRecordBatchReader: the reader tells a file from a stream by its first bytes
    const reader = await (await RecordBatchReader.from(handle)).open();
    check(reader.schema.fields.map((f) => f.name));
    const columns = reader.schema.fields.map((f) => {
      const twin = typeOf(f.type);
      return typeof twin === 'string'
        ? {name: f.name, said: twin, ...presence}
        : {name: f.name, said: twin.type.toString(), ...twin};
    });
    const declared = columns.map((c) => `${identifier(c.name)} ${c.type.toString()}`).join(', ');
    await workspace.run(`create or replace temp table ${table} (${declared})`);
    const appender = await workspace.connection.createAppender(table, null, 'temp');
    for await (const batch of reader) {
      const vectors = columns.map((c) => batch.getChild(c.name));
      for (let start = 0; start < batch.numRows; start += chunkRows) {
        const rows = Math.min(chunkRows, batch.numRows - start);
        const chunk = DuckDBDataChunk.create(
          columns.map((c) => c.type),
          rows,
        );
        for (const [i, column] of columns.entries()) {
          const vector = vectors[i];
          const values = Array.from({length: rows}, (_, row) => vector && column.read(vector, start + row));
          chunk.setColumnValues(
            i,
            values.map((value) => value ?? null),
          );
        }
        appender.appendDataChunk(chunk);
      }
    }
    appender.closeSync();
    return new Map(columns.map((c) => [c.name, c.said]));
  } finally {
    await handle.close();
  }
}

interface Twin {
  readonly type: DuckDBType;
  readonly read: (vector: Vector, row: number) => DuckDBValue | null;
}

/** Of a column that cannot be copied: whether there is a value. */
const presence: Twin = {type: BOOLEAN, read: (vector, row) => (vector.isValid(row) ? true : null)};

const asIs = (vector: Vector, row: number): DuckDBValue | null => vector.get(row);

/** The most digits that a decimal of DuckDB has, and the largest whole number of so many. */
const mostDigits = 38;
const mostHeld = 10n ** BigInt(mostDigits) - 1n;

/** DuckDB's twin of an Arrow type, or the Arrow type's name where there is none. */
function typeOf(type: DataType): Twin | string {
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return {type: VARCHAR, read: asIs};
    case Type.Dictionary: {
      // texts only: of other values the readers below look at the stored numbers, which here are positions
      const inner = typeOf((type as unknown as {dictionary: DataType}).dictionary);
      return typeof inner === 'object' && inner.type === VARCHAR ? inner : String(type);
    }
    case Type.Int: {
      const {bitWidth, isSigned} = type as unknown as {bitWidth: 8 | 16 | 32 | 64; isSigned: boolean};
      const signed = {8: TINYINT, 16: SMALLINT, 32: INTEGER, 64: BIGINT} as const;
      const unsigned = {8: UTINYINT, 16: USMALLINT, 32: UINTEGER, 64: UBIGINT} as const;
      return {type: (isSigned ? signed : unsigned)[bitWidth], read: asIs};
    }
    case Type.Float: {
      const {precision} = type as unknown as {precision: Precision};
      return {type: precision === Precision.DOUBLE ? DOUBLE : FLOAT, read: asIs};
    }
    case Type.Bool:
      return {type: BOOLEAN, read: asIs};
    case Type.Decimal: {
      const {precision, scale} = type as unknown as {precision: number; scale: number};
      // a writer need not hold its values to the digits it declares: they come in as many as there are, and the check of
      // the column judges them; what has no room in 38 is far beyond every column of the contract
      if (scale < 0 || (precision > 38 && scale > 20)) return String(type);
      return {
        type: DECIMAL(mostDigits, scale),
        read(vector, row) {
          const words: Uint32Array | null = vector.get(row);
          if (words === null) return null;
          const value = wholeNumber(words);
          const held = value > mostHeld ? mostHeld : value < -mostHeld ? -mostHeld : value;
          return new DuckDBDecimalValue(held, mostDigits, scale);
        },
      };
    }
    case Type.Date: {
      // Arrow reads both units as milliseconds since 1970
      const perDay = 86_400_000;
      const {unit} = type as unknown as {unit: DateUnit};
      if (unit !== DateUnit.DAY && unit !== DateUnit.MILLISECOND) return String(type);
      return {
        type: DATE,
        read(vector, row) {
          const value: number | null = vector.get(row);
          return value === null ? null : new DuckDBDateValue(Math.floor(Number(value) / perDay));
        },
      };
    }
    case Type.Timestamp: {
      const {unit, timezone} = type as unknown as {unit: TimeUnit; timezone: string | null};
      const micros = (vector: Vector, row: number): bigint | null =>
        vector.isValid(row) ? rawTimestamp(vector, row, unit) : null;
      if (!timezone) {
        return {
          type: TIMESTAMP,
          read(vector, row) {
            const value = micros(vector, row);
            return value === null ? null : new DuckDBTimestampValue(value);
          },
        };
      }
      return {
        type: TIMESTAMPTZ,
        read(vector, row) {
          const value = micros(vector, row);
          return value === null ? null : new DuckDBTimestampTZValue(value);
        },
      };
    }
    case Type.Null:
      // holds nothing but nulls, whatever the contract's type
      return {type: INTEGER, read: () => null};
    default:
      return String(type);
  }
}

/** Four little-endian words in two's complement as one whole number. */
function wholeNumber(words: Uint32Array): bigint {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i]!);
  return BigInt.asIntN(32 * words.length, value);
}

const microsPer: Readonly<Record<TimeUnit, (raw: bigint) => bigint>> = {
  [TimeUnit.SECOND]: (raw) => raw * 1_000_000n,
  [TimeUnit.MILLISECOND]: (raw) => raw * 1000n,
  [TimeUnit.MICROSECOND]: (raw) => raw,
  [TimeUnit.NANOSECOND]: (raw) => (raw - (((raw % 1000n) + 1000n) % 1000n)) / 1000n,
};

/** The stored 64-bit number: the library's own getter returns milliseconds and drops what is finer. */
function rawTimestamp(vector: Vector, row: number, unit: TimeUnit): bigint {
  let rest = row;
  for (const data of vector.data) {
    if (rest < data.length) {
      const values = data.values as unknown as BigInt64Array | Int32Array;
      if (values instanceof BigInt64Array) return microsPer[unit](values[rest]!);
      const low = BigInt(values[rest * 2]! >>> 0);
      return microsPer[unit]((BigInt(values[rest * 2 + 1]!) << 32n) | low);
    }
    rest -= data.length;
  }
  throw new RangeError(`row ${row} lies beyond the vector`);
}
