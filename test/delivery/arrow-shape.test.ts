import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  Binary,
  Dictionary,
  Field,
  FixedSizeList,
  Int8,
  Int32,
  LargeUtf8,
  List,
  Null,
  RecordBatchStreamWriter,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  Utf8View,
  vectorFromArray,
} from 'apache-arrow';
import {afterAll, describe, expect, it} from 'vitest';
import {type FlatTable, rootTable, tableIn, tablesIn} from '../../src/arrow/flatbuffer.js';
import {ArrowFault, requireArrowShape} from '../../src/delivery/arrow-shape.js';
import {openDesk} from './desk.js';
import {draft} from './draft.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-arrow-shape-'));
const desk = openDesk();
afterAll(async () => {
  rmSync(folder, {recursive: true});
  await desk.clear();
});

/** Two batches of three rows: texts in a dictionary, numbers of which one is missing, texts. */
const table = new Table({
  kind: vectorFromArray(['a', 'b', 'a'], new Dictionary(new Utf8(), new Int32(), 7)),
  count: vectorFromArray([1, null, 3], new Int32()),
  name: vectorFromArray(['one', 'two', 'three'], new Utf8()),
});
const bytesOf = (kind: 'file' | 'stream', of: Table = table.concat(table)): Buffer =>
  Buffer.from(tableToIPC(of, kind));
const stream = bytesOf('stream');
const file = bytesOf('file');

/** Hold bytes that lie in a file against the format. */
function hold(bytes: Uint8Array): void {
  const path = join(folder, 'x.arrow');
  writeFileSync(path, bytes);
  const opened = openSync(path, 'r');
  try {
    requireArrowShape(opened, bytes.length);
  } finally {
    closeSync(opened);
  }
}

/** Where the value in a slot of a table stands, among the bytes of that table. */
const slotOf = ({bytes, at}: FlatTable, slot: number): number =>
  at + bytes.getInt16(at - bytes.getInt32(at, true) + 4 + 2 * slot, true);
/** Where the list in a slot stands: first its count, then its entries. */
const listOf = (table: FlatTable, slot: number): number =>
  slotOf(table, slot) + table.bytes.getInt32(slotOf(table, slot), true);

/** The messages of a stream: where each begins, and the table it hangs from. */
function messagesOf(bytes: Buffer): {at: number; root: FlatTable}[] {
  const found = [];
  let at = 0;
  for (let length = bytes.readInt32LE(4); length > 0; length = bytes.readInt32LE(at + 4)) {
    const root = rootTable(bytes.subarray(at + 8, at + 8 + length));
    found.push({at, root});
    // a schema has no body, and leaves its length out
    at += 8 + length + (found.length === 1 ? 0 : Number(root.bytes.getBigInt64(slotOf(root, 3), true)));
  }
  return found;
}

type Damage = (bytes: Buffer) => void;
const damaged = (bytes: Buffer, damage: Damage): Buffer => {
  const copy = Buffer.from(bytes);
  damage(copy);
  return copy;
};

const most = 2 ** 31 - 1;
const schema = (change: (schema: FlatTable, bytes: DataView) => void): Damage => {
  return (copy) => {
    const {root} = messagesOf(copy)[0]!;
    change(tableIn(root, 2)!, root.bytes);
  };
};
const batch = (change: (batch: FlatTable, bytes: DataView) => void): Damage => {
  return (copy) => {
    const {root} = messagesOf(copy)[2]!;
    change(tableIn(root, 2)!, root.bytes);
  };
};
const footer = (change: (footer: FlatTable, bytes: DataView) => void): Damage => {
  return (copy) => {
    const root = rootTable(copy.subarray(copy.length - 10 - copy.readInt32LE(copy.length - 10)));
    change(root, root.bytes);
  };
};
const inSchema = {
  'two billion fields': (s, bytes) => bytes.setInt32(listOf(s, 1), most, true),
  'a field of two billion children': (s, bytes) => bytes.setInt32(listOf(tablesIn(s, 1)[1]!, 5), most, true),
  'a field that is its own child': (s, bytes) => {
    const field = tablesIn(s, 1)[2]!;
    const children = listOf(field, 5);
    bytes.setInt32(children, 1, true);
    bytes.setInt32(children + 4, field.at - children - 4, true);
  },
  'fields that lie elsewhere': (s, bytes) => bytes.setInt32(slotOf(s, 1), -most, true),
} satisfies Record<string, Parameters<typeof schema>[0]>;

describe('the metadata of an Arrow stream is damaged when it says', () => {
  const ways: Readonly<Record<string, Damage>> = {
    ...Object.fromEntries(Object.entries(inSchema).map(([way, change]) => [way, schema(change)])),
    'a batch of a million million rows': batch((b, bytes) =>
      bytes.setBigInt64(slotOf(b, 0), 10n ** 12n, true),
    ),
    'a column longer than its batch': batch((b, bytes) =>
      bytes.setBigInt64(listOf(b, 1) + 4, 10n ** 12n, true),
    ),
    'more nulls than rows': batch((b, bytes) => bytes.setBigInt64(listOf(b, 1) + 12, 4n, true)),
    'two billion columns in a batch': batch((b, bytes) => bytes.setInt32(listOf(b, 1), most, true)),
    'a buffer beyond its body': batch((b, bytes) => bytes.setBigInt64(listOf(b, 2) + 4, 1n << 40n, true)),
    'two buffers in one place': batch((b, bytes) => {
      const [first, second] = [listOf(b, 2) + 4 + 16, listOf(b, 2) + 4 + 32];
      bytes.setBigInt64(second, bytes.getBigInt64(first, true), true);
      bytes.setBigInt64(second + 8, bytes.getBigInt64(first + 8, true), true);
    }),
    'a buffer too short for its rows': batch((b, bytes) =>
      bytes.setBigInt64(listOf(b, 2) + 4 + 16 + 8, 8n, true),
    ),
    'a body beyond the file': (copy) => {
      const {root} = messagesOf(copy)[2]!;
      root.bytes.setBigInt64(slotOf(root, 3), 1n << 40n, true);
    },
    'a message of no known kind': (copy) => {
      const {root} = messagesOf(copy)[2]!;
      root.bytes.setInt8(slotOf(root, 1), 4);
    },
    'metadata of less than nothing': (copy) => copy.writeInt32LE(-2, messagesOf(copy)[3]!.at + 4),
  };
  it.each(Object.keys(ways))('%s', (way) => {
    expect(() => hold(damaged(stream, ways[way]!))).toThrow(RangeError);
  });
  it('a second schema in its midst', () => {
    expect(() => hold(Buffer.concat([stream.subarray(0, -8), stream]))).toThrow(RangeError);
  });
});

describe('the footer of an Arrow file is damaged when it says', () => {
  const ways: Readonly<Record<string, Damage>> = {
    ...Object.fromEntries(
      Object.entries(inSchema).map(([way, change]) => [
        way,
        footer((root, bytes) => change(tableIn(root, 1)!, bytes)),
      ]),
    ),
    'a batch beyond the file': footer((f, bytes) => bytes.setBigInt64(listOf(f, 3) + 4, 1n << 40n, true)),
    'the same batch twice': footer((f, bytes) => {
      const blocks = listOf(f, 3) + 4;
      bytes.setBigInt64(blocks, bytes.getBigInt64(blocks + 24, true), true);
    }),
    'one batch fewer than there are': footer((f, bytes) => bytes.setInt32(listOf(f, 3), 1, true)),
    'two billion dictionaries': footer((f, bytes) => bytes.setInt32(listOf(f, 2), most, true)),
    'that it is longer than the file': (copy) => copy.writeInt32LE(copy.length, copy.length - 10),
    'another word at its end': (copy) => copy.write('ARROW2', copy.length - 6),
  };
  it.each(Object.keys(ways))('%s', (way) => {
    expect(() => hold(damaged(file, ways[way]!))).toThrow(RangeError);
  });
});

describe('bytes that no reader would come to are a fault:', () => {
  it.each([
    ['a second stream behind the end of the first', Buffer.concat([stream, stream])],
    ['one byte behind the end of a stream', Buffer.concat([stream, Buffer.alloc(1)])],
    ['a second file behind the first', Buffer.concat([file, file])],
  ])('%s', (_, bytes) => {
    expect(() => hold(bytes)).toThrow(ArrowFault);
    expect(() => hold(bytes)).toThrow(/^\d+ bytes? behind the end/);
  });
});

describe('nothing is wrong with', () => {
  const legacy = new RecordBatchStreamWriter({writeLegacyIpcFormat: true});
  for (const part of table.batches) legacy.write(part);
  legacy.finish();
  const numbers = new List(new Field('item', new Int32()));
  const pair = new Struct([new Field('a', new Int8()), new Field('b', new Utf8())]);
  const nested = new Table({
    none: vectorFromArray([null, null], new Null()),
    list: vectorFromArray([[1, 2, 3], null], numbers),
    pairs: vectorFromArray([{a: 1, b: 'x'}, null], pair),
    bytes: vectorFromArray([Buffer.from('x'), null], new Binary()),
    large: vectorFromArray(['x', null], new LargeUtf8()),
    view: vectorFromArray(['x', 'a text too long to stand in its view'], new Utf8View()),
    couple: vectorFromArray([[1, 2], null], new FixedSizeList(2, new Field('item', new Int32()))),
  });
  it.each([
    ['a file', file],
    ['a stream', stream],
    ['a stream that simply ends', stream.subarray(0, -8)],
    ['a stream as it was written before 2019', legacy.toUint8Array(true)],
    ['a file of every kind of column', bytesOf('file', nested)],
    ['a stream of every kind of column', bytesOf('stream', nested)],
    ['a file without rows', bytesOf('file', table.slice(0, 0))],
  ])('%s', (_, bytes) => {
    expect(() => hold(bytes)).not.toThrow();
  });
});

describe('a delivery is refused in one sentence for', () => {
  const refuse = async (bytes: (bytes: Buffer) => Buffer, says: string): Promise<void> => {
    const damage = {bytes: (whole: Buffer) => bytes(whole)};
    const delivery = await desk.write(draft('objections', {count: 3}), 'arrow stream', damage);
    await desk.refuse(delivery, {says: ['objections.arrow', says]});
  };
  it('damage that would make the library allocate without end', () =>
    refuse(
      (bytes) => damaged(bytes, schema(inSchema['two billion fields'])),
      'expected a whole file or stream',
    ));
  it('a second stream behind the first', () =>
    refuse((bytes) => Buffer.concat([bytes, bytes]), 'behind the end of its stream would not be read'));
});
