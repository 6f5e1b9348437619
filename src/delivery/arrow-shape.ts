import {readSync} from 'node:fs';
import {DateUnit, MessageHeader, MetadataVersion, Type, UnionMode} from 'apache-arrow/enum';
import {
  type FlatTable,
  int8,
  int16,
  int32,
  int64,
  int64sIn,
  rootTable,
  tableIn,
  tablesIn,
} from '../arrow/flatbuffer.js';
import {quantity} from '../quantity.js';

/** What an Arrow file lacks to be read to its last row, said so that its supplier can mend it. */
export class ArrowFault extends Error {}

const magic = 'ARROW1';
/** Behind the footer: its length in four bytes, and the magic word. */
const tailBytes = 4 + magic.length;
/** Between the messages of a file and its footer writers fill up to at most this. */
const alignment = 64;

/**
 * Hold the metadata of an Arrow IPC file or stream against its bytes, before the library decodes any of it.
 *
 * The library believes every count it finds: one damaged byte makes it allocate until the process dies, and no
 * `catch` helps against that. (A worker with a memory limit would: but typed arrays lie outside the heap that Node
 * limits, all rows would have to pass between threads, and a column that damage cut short would still load as
 * nulls.) So here each list has room for its entries, each message, body and buffer lies inside the file, and each
 * buffer is long enough for the rows it is said to hold. Only metadata is read: the time grows with the batches, not
 * with their rows.
 *
 * @param file descriptor of an open file
 * @param size of the file in bytes
 * @throws {ArrowFault} compressed, or with bytes that no reader would come to
 * @throws {RangeError} damaged or cut off
 */
export function requireArrowShape(file: number, size: number): void {
  const read: Read = (at, length) => {
    if (at < 0 || length < 0 || at + length > size)
      throw new RangeError(`${length} bytes lie beyond the file`);
    const bytes = Buffer.alloc(length);
    if (readSync(file, bytes, 0, length, at) < length) throw new RangeError('the file is cut off');
    return bytes;
  };
  const isMagic = (at: number): boolean => read(at, magic.length).toString('latin1') === magic;
  // the library takes it for a file under the same condition
  if (size < magic.length + tailBytes || !isMagic(0)) {
    const {end, schema} = walk(read, 0, size);
    if (!schema) throw new RangeError('there is no schema');
    requireNothing(size - end, 0, 'stream');
    return;
  }
  if (!isMagic(size - magic.length)) throw new RangeError('the file does not end as one');
  const footerBytes = read(size - tailBytes, 4).readInt32LE();
  const footerAt = size - tailBytes - footerBytes;
  const footer = rootTable(read(footerAt, footerBytes));
  const schema = tableIn(footer, 1);
  if (!schema) throw new RangeError('the footer has no schema');
  // behind the magic word, filled up to eight bytes, a file is a stream; the library goes by the footer, and comes
  // to the same messages only when both name them
  const found = walk(read, 8, footerAt, schemaOf(schema));
  requireSame(found.dictionaries, int64sIn(footer, 2, 3));
  requireSame(found.batches, int64sIn(footer, 3, 3));
  requireNothing(footerAt - found.end, alignment - 1, 'messages');
}

type Read = (at: number, length: number) => Buffer;

// Tables are told by the numbers of their slots, in the order of Arrow's File.fbs, Message.fbs and Schema.fbs.

/** What the messages between two places of the file are, and where the end-of-stream marker leaves off. */
interface Walk {
  readonly schema: Schema | undefined;
  readonly dictionaries: readonly number[];
  readonly batches: readonly number[];
  readonly end: number;
}

/** @param given the schema by which the batches are read, when it is not that of the first message */
function walk(read: Read, start: number, end: number, given?: Schema): Walk {
  const dictionaries: number[] = [];
  const batches: number[] = [];
  let schema = given;
  let at = start;
  while (at < end) {
    const first = read(at, 4).readInt32LE();
    // before version 0.15 the length stood first, without the continuation marker
    const prefix = first === -1 ? 8 : 4;
    const length = first === -1 ? read(at + 4, 4).readInt32LE() : first;
    if (length === 0) return {schema, dictionaries, batches, end: at + prefix};
    const message = rootTable(read(at + prefix, length));
    requireVersion(message);
    holdNotes(message, 4);
    const header = tableIn(message, 2);
    const bodyBytes = int64(message, 3);
    const bodyAt = at + prefix + length;
    if (!header || bodyBytes < 0 || bodyAt + bodyBytes > end)
      throw new RangeError('a message lies beyond its file');
    const kind: MessageHeader = int8(message, 1);
    if (kind === MessageHeader.Schema && at === start && bodyBytes === 0) schema ??= schemaOf(header);
    else if (kind === MessageHeader.DictionaryBatch && schema) {
      const values = tableIn(header, 1);
      requireBatch(values, schema.dictionaries.get(int64(header, 0)), bodyBytes);
      dictionaries.push(at);
    } else if (kind === MessageHeader.RecordBatch && schema) {
      requireBatch(header, schema.columns, bodyBytes);
      batches.push(at);
    } else throw new RangeError('a message of another kind than belongs there');
    at = bodyAt + bodyBytes;
  }
  return {schema, dictionaries, batches, end: at};
}

/** The writer's own notes say nothing to us, but the library lists them wherever there may be some. */
const holdNotes = (table: FlatTable, slot: number): unknown => tablesIn(table, slot);

/** Of older metadata the library reads the buffers elsewhere. */
function requireVersion(message: FlatTable): void {
  const version: MetadataVersion = int16(message, 0);
  if (version !== MetadataVersion.V4 && version !== MetadataVersion.V5)
    throw new RangeError('its metadata is of another version than 4 or 5');
}

function requireSame(found: readonly number[], blocks: readonly (readonly number[])[]): void {
  const named = blocks.map(([at]) => at!).sort((a, b) => a - b);
  if (named.length !== found.length || named.some((at, i) => at !== found[i]))
    throw new RangeError('the footer names other messages than the file has');
}

function requireNothing(bytes: number, most: number, what: string): void {
  if (bytes <= most) return;
  throw new ArrowFault(
    `${quantity(bytes, 'byte')} behind the end of its ${what} would not be read; deliver one file or stream a table`,
  );
}

/** What every batch holds, column after column, and the values of each dictionary by its id. */
interface Schema {
  readonly columns: readonly Node[];
  readonly dictionaries: ReadonlyMap<number, readonly Node[]>;
}

/** A column, or a column inside one: a batch gives each a length, a count of nulls, and these buffers. */
interface Node {
  /** As long as the batch; what lies inside a column may have another length. */
  readonly isColumn: boolean;
  readonly buffers: readonly Need[];
  /** Followed by as many buffers again as the batch says. */
  readonly isView: boolean;
}

/** The bytes that a buffer needs at least. */
type Need = (rows: number, nulls: number) => number;

const validity: Need = (rows, nulls) => (nulls > 0 ? Math.ceil(rows / 8) : 0);
const each =
  (bits: number): Need =>
  (rows) =>
    Math.ceil((rows * bits) / 8);
/** Where each value begins and the last one ends. */
const offsets =
  (bits: number): Need =>
  (rows) =>
    rows === 0 ? 0 : ((rows + 1) * bits) / 8;
const anything: Need = () => 0;

function schemaOf(schema: FlatTable): Schema {
  const dictionaries = new Map<number, readonly Node[]>();
  let seen = 0;
  const nodesOf = (field: FlatTable, isColumn: boolean): Node[] => {
    // a damaged position can make a field its own child
    if (++seen > field.bytes.byteLength) throw new RangeError('there are more fields than bytes');
    holdNotes(field, 6);
    const values = (): Node[] => {
      const isView = [Type.Utf8View, Type.BinaryView].includes(int8(field, 2));
      const children = tablesIn(field, 5).flatMap((child) => nodesOf(child, false));
      return [{isColumn, isView, buffers: buffersOf(field)}, ...children];
    };
    const dictionary = tableIn(field, 4);
    if (!dictionary) return values();
    // batches hold places in the dictionary; what stands at them comes in batches of its own
    const id = int64(dictionary, 0);
    const index = tableIn(dictionary, 1);
    if (!dictionaries.has(id)) dictionaries.set(id, values());
    return [{isColumn, isView: false, buffers: [validity, each(index ? int32(index, 0) : 32)]}];
  };
  holdNotes(schema, 2);
  return {columns: tablesIn(schema, 1).flatMap((field) => nodesOf(field, true)), dictionaries};
}

/** The buffers of a type, in the order of the file ("Buffer Listing for Each Layout" in Arrow's columnar format). */
function buffersOf(field: FlatTable): readonly Need[] {
  const id: Type = int8(field, 2);
  // without its table every number of a type is the one that is left out
  const type = tableIn(field, 3) ?? field;
  switch (id) {
    case Type.NONE:
    case Type.Null:
      return [];
    case Type.Bool:
      return [validity, each(1)];
    case Type.Int:
      return [validity, each(int32(type, 0))];
    case Type.Float:
      return [validity, each(16 << int16(type, 0))];
    case Type.Decimal:
      return [validity, each(int32(type, 2, 128))];
    case Type.Date:
      return [validity, each(int16(type, 0, DateUnit.MILLISECOND) === DateUnit.DAY ? 32 : 64)];
    case Type.Time:
      return [validity, each(int32(type, 1, 32))];
    case Type.Timestamp:
    case Type.Duration:
      return [validity, each(64)];
    case Type.Interval:
      return [validity, each(32 << int16(type, 0))];
    case Type.FixedSizeBinary:
      return [validity, each(8 * int32(type, 0))];
    case Type.Utf8:
    case Type.Binary:
      return [validity, offsets(32), anything];
    case Type.LargeUtf8:
    case Type.LargeBinary:
      return [validity, offsets(64), anything];
    case Type.Utf8View:
    case Type.BinaryView:
      return [validity, each(128)];
    case Type.List:
    case Type.Map:
      return [validity, offsets(32)];
    case Type.LargeList:
      return [validity, offsets(64)];
    case Type.Struct:
    case Type.FixedSizeList:
      return [validity];
    case Type.Union:
      return int16(type, 0) === UnionMode.Sparse ? [each(8)] : [each(8), each(32)];
    default:
      throw new RangeError('a column of a type that is not known');
  }
}

function requireBatch(
  batch: FlatTable | undefined,
  nodes: readonly Node[] | undefined,
  bodyBytes: number,
): void {
  if (!batch || !nodes) throw new RangeError('a batch of what is not in the schema');
  if (tableIn(batch, 3)) throw new ArrowFault('its buffers are compressed; deliver it without compression');
  const rows = int64(batch, 0);
  const lengths = int64sIn(batch, 1, 2);
  const buffers = int64sIn(batch, 2, 2);
  const views = int64sIn(batch, 4, 1);
  // a row takes a bit at least: columns of nothing but nulls have no buffers, and would bound no number of rows
  if (rows > 8 * bodyBytes || lengths.length !== nodes.length)
    throw new RangeError('a batch of other columns than the schema has');
  let next = 0;
  let end = 0;
  const take = (least: number): void => {
    const [offset, size] = buffers[next++] ?? [-1, 0];
    // a body is its buffers end to end; where an empty one lies means nothing
    if (size! < least || (size! > 0 && offset! < end) || offset! < 0 || offset! + size! > bodyBytes)
      throw new RangeError('a buffer is missing, too short or not in its place');
    if (size! > 0) end = offset! + size!;
  };
  for (const [i, node] of nodes.entries()) {
    const [length, nulls] = lengths[i] as [number, number];
    if (nulls < 0 || nulls > length || (node.isColumn && length !== rows))
      throw new RangeError('a column of another length than its batch');
    for (const need of node.buffers) take(need(length, nulls));
    if (!node.isView) continue;
    const [more = 0] = views.shift() ?? [];
    for (let view = 0; view < more; view++) take(0);
  }
  if (next !== buffers.length) throw new RangeError('there are more buffers than the columns have');
}
