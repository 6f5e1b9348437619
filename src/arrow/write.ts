import {createWriteStream} from 'node:fs';
import {pipeline} from 'node:stream/promises';
import type {DuckDBDecimalType, DuckDBType, DuckDBValue} from '@duckdb/node-api';
import {DuckDBTypeId} from '@duckdb/node-api';
import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow';
import type {Connection} from '../db/views.js';

type Asked = Pick<Connection, 'run' | 'stream'>;

/** Rows of one Arrow record batch. */
const batchRows = 65_536;

/**
 * Write the result of a query as an Arrow IPC file.
 *
 * Decimals become Decimal128 of the same precision and scale, days Date32, instants microseconds in UTC: nothing
 * passes through a binary fraction.
 *
 * @param sql with an ORDER BY of its own when the order matters
 * @returns rows written, which are all that the query has
 * @throws {TypeError} for a column type that has no exact twin here: a bug of the query
 */
export async function writeArrow(
  connection: Asked,
  sql: string,
  path: string,
  parameters: readonly DuckDBValue[] = [],
): Promise<number> {
  const expected = await countOf(connection, sql, parameters);
  const result = await connection.stream(sql, [...parameters]);
  const names = result.columnNames();
  const writers = result.columnTypes().map(columnWriter);
  const schema = new Schema(names.map((name, i) => new Field(name, writers[i]!.type, true)));
  const writer = new RecordBatchFileWriter();
  const file = createWriteStream(path);
  // a full disk is told in the middle of this, when nobody waits for it yet
  let broken: unknown;
  const written = pipeline(writer.toNodeStream(), file).catch((error: unknown) => {
    broken = error;
  });
  let columns: (DuckDBValue | null)[][] = names.map(() => []);
  let rows = 0;
  const flush = (): void => {
    const length = columns[0]?.length ?? 0;
    const children = columns.map((values, i) => writers[i]!.data(values));
    writer.write(
      new RecordBatch(schema, makeData({type: new Struct(schema.fields), length, nullCount: 0, children})),
    );
    rows += length;
    columns = names.map(() => []);
  };
  try {
    while (broken === undefined) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      for (const [i, column] of columns.entries())
        for (const value of chunk.getColumnValues(i)) column.push(value);
      if (columns[0]!.length >= batchRows) flush();
    }
    // a file without rows still says which columns it has
    if (columns[0]!.length > 0 || rows === 0) flush();
    // a stream that fails on its way ends as one that is done
    if (broken === undefined && rows !== expected)
      throw new Error(`${rows} of ${expected} rows came out of a query`);
    writer.finish();
  } catch (error) {
    file.destroy();
    throw error;
  }
  await written;
  if (broken !== undefined) throw broken;
  return rows;
}

async function countOf(connection: Asked, sql: string, parameters: readonly DuckDBValue[]): Promise<number> {
  const result = await connection.run(`select count(*) from (${sql})`, [...parameters]);
  return Number((await result.getRows())[0]![0]);
}

interface ColumnWriter {
  readonly type: DataType;
  readonly data: (values: readonly (DuckDBValue | null)[]) => Data;
}

function columnWriter(type: DuckDBType): ColumnWriter {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return {type: new Utf8(), data: textData};
    case DuckDBTypeId.BOOLEAN:
      return {type: new Bool(), data: boolData};
    case DuckDBTypeId.TINYINT:
      return fixed(new Int8(), (n) => new Int8Array(n), Number);
    case DuckDBTypeId.SMALLINT:
      return fixed(new Int16(), (n) => new Int16Array(n), Number);
    case DuckDBTypeId.INTEGER:
      return fixed(new Int32(), (n) => new Int32Array(n), Number);
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UINTEGER:
      return fixed(
        new Int64(),
        (n) => new BigInt64Array(n),
        (value) => BigInt(value as bigint | number),
      );
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.FLOAT:
      return fixed(new Float64(), (n) => new Float64Array(n), Number);
    case DuckDBTypeId.DATE:
      return fixed(
        new DateDay(),
        (n) => new Int32Array(n),
        (value) => (value as {days: number}).days,
      );
    case DuckDBTypeId.TIMESTAMP_TZ:
      return fixed(
        new TimestampMicrosecond('UTC'),
        (n) => new BigInt64Array(n),
        (value) => (value as unknown as {micros: bigint}).micros,
      );
    case DuckDBTypeId.DECIMAL: {
      const {width, scale} = type as DuckDBDecimalType;
      const arrow = new Decimal(scale, width, 128);
      return {type: arrow, data: (values) => decimalData(arrow, values)};
    }
    default:
      throw new TypeError(`no Arrow twin for ${type.toString()}`);
  }
}

function fixed<A extends {[i: number]: unknown}>(
  type: DataType,
  make: (length: number) => A,
  convert: (value: DuckDBValue) => A[number],
): ColumnWriter {
  return {
    type,
    data(values) {
      const array = make(values.length);
      for (const [i, value] of values.entries()) if (value !== null) array[i] = convert(value);
      return makeData({type, length: values.length, ...validity(values), data: array} as never);
    },
  };
}

/** The bitmap of values that are there; none when all are. */
function validity(values: readonly unknown[]): {nullCount: number; nullBitmap?: Uint8Array} {
  let nullCount = 0;
  const nullBitmap = new Uint8Array((values.length + 7) >> 3);
  for (const [i, value] of values.entries()) {
    if (value === null) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  }
  return nullCount === 0 ? {nullCount} : {nullCount, nullBitmap};
}

function textData(values: readonly (DuckDBValue | null)[]): Data {
  const pieces = values.map((value) => (value === null ? null : Buffer.from(value as string, 'utf8')));
  const valueOffsets = new Int32Array(values.length + 1);
  for (const [i, piece] of pieces.entries()) valueOffsets[i + 1] = valueOffsets[i]! + (piece?.length ?? 0);
  const data = Buffer.concat(pieces.filter((piece) => piece !== null));
  return makeData({type: new Utf8(), length: values.length, ...validity(values), valueOffsets, data});
}

function boolData(values: readonly (DuckDBValue | null)[]): Data {
  const data = new Uint8Array((values.length + 7) >> 3);
  for (const [i, value] of values.entries()) if (value === true) data[i >> 3]! |= 1 << (i & 7);
  return makeData({type: new Bool(), length: values.length, ...validity(values), data});
}

function decimalData(type: Decimal, values: readonly (DuckDBValue | null)[]): Data {
  const words = new BigUint64Array(values.length * 2);
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const whole = (value as unknown as {value: bigint}).value;
    // 128 bits in two's complement, the low half first
    words[i * 2] = BigInt.asUintN(64, whole);
    words[i * 2 + 1] = BigInt.asUintN(64, whole >> 64n);
  }
  const data = new Uint32Array(words.buffer);
  return makeData({type, length: values.length, ...validity(values), data});
}
