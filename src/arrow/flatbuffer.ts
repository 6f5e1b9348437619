/**
 * A table of a flatbuffer, the format that Arrow describes its own bytes in.
 *
 * Whatever it holds is found by following positions and counts that stand in the bytes themselves. The library that
 * decodes Arrow believes them; here every step stays inside the bytes, and one that leaves them is a RangeError.
 */
export interface FlatTable {
  readonly bytes: DataView;
  /** Where the table stands in the bytes. */
  readonly at: number;
}

/** The table that everything else in the bytes hangs from. */
export function rootTable(buffer: Uint8Array): FlatTable {
  const bytes = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return {bytes, at: bytes.getInt32(0, true)};
}

/** The number in a slot of the table, or what it is when the writer left it out. */
export const int8 = (table: FlatTable, slot: number): number =>
  numberIn(table, slot, (bytes, at) => bytes.getInt8(at));
export const int16 = (table: FlatTable, slot: number, otherwise = 0): number =>
  numberIn(table, slot, (bytes, at) => bytes.getInt16(at, true), otherwise);
export const int32 = (table: FlatTable, slot: number, otherwise = 0): number =>
  numberIn(table, slot, (bytes, at) => bytes.getInt32(at, true), otherwise);
export const int64 = (table: FlatTable, slot: number): number => numberIn(table, slot, wide);

/** The table in a slot, undefined when the writer left it out. */
export function tableIn(table: FlatTable, slot: number): FlatTable | undefined {
  const at = place(table, slot);
  return at === undefined ? undefined : follow(table.bytes, at);
}

/** The list of tables in a slot; without entries when the writer left it out. */
export function tablesIn(table: FlatTable, slot: number): FlatTable[] {
  const {start, count} = listIn(table, slot, 4);
  return Array.from({length: count}, (_, i) => follow(table.bytes, start + 4 * i));
}

/** The list in a slot whose entries are each so many 64-bit numbers. */
export function int64sIn(table: FlatTable, slot: number, perEntry: number): number[][] {
  const {start, count} = listIn(table, slot, 8 * perEntry);
  return Array.from({length: count}, (_, i) =>
    Array.from({length: perEntry}, (_, j) => wide(table.bytes, start + 8 * (i * perEntry + j))),
  );
}

/** Where the value in a slot stands: a table begins with the way back to the list of its slots. */
function place({bytes, at}: FlatTable, slot: number): number | undefined {
  const slots = at - bytes.getInt32(at, true);
  if (4 + 2 * slot >= bytes.getInt16(slots, true)) return undefined;
  const offset = bytes.getInt16(slots + 4 + 2 * slot, true);
  return offset === 0 ? undefined : at + offset;
}

function numberIn(
  table: FlatTable,
  slot: number,
  read: (bytes: DataView, at: number) => number,
  otherwise = 0,
): number {
  const at = place(table, slot);
  return at === undefined ? otherwise : read(table.bytes, at);
}

const follow = (bytes: DataView, at: number): FlatTable => ({bytes, at: at + bytes.getInt32(at, true)});

/** Beyond 2⁵³ no longer exact, but then beyond every length of a file too. */
const wide = (bytes: DataView, at: number): number => Number(bytes.getBigInt64(at, true));

/** A list, once it is sure that its bytes have room for so many entries. */
function listIn(table: FlatTable, slot: number, entryBytes: number): {start: number; count: number} {
  const at = place(table, slot);
  if (at === undefined) return {start: 0, count: 0};
  const list = follow(table.bytes, at).at;
  const count = table.bytes.getInt32(list, true);
  const start = list + 4;
  if (count < 0 || count > (table.bytes.byteLength - start) / entryBytes)
    throw new RangeError(`a list of ${count} entries lies beyond its bytes`);
  return {start, count};
}
