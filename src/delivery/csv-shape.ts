import {createReadStream} from 'node:fs';

/** What the bytes of a CSV say before any cell is looked at. */
export interface CsvShape {
  readonly header: readonly string[];
  /** Records after the header. */
  readonly rows: number;
  /** Some cell is quoted, and may hold a line end. */
  readonly hasQuotes: boolean;
}

/** Where a file leaves RFC 4180; never the line itself, which may hold personal values. */
export class CsvFault extends Error {
  /** @param line of the file, from 1 */
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const comma = 0x2c;
const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = '\uFEFF';

/** Where in a cell the next byte falls. */
const atStart = 0;
const unquoted = 1;
const quoted = 2;
const afterQuote = 3;
const afterReturn = 4;

/**
 * Hold a file against RFC 4180, byte by byte: as many cells in every record as in the header, quotes only around
 * whole cells, line ends all LF or all CRLF, no blank lines.
 *
 * The database's own reader mends what it can (it skips blank lines, drops an empty cell too many, keeps a stray
 * quote), and a mended file is no longer the file that was delivered.
 *
 * @throws {CsvFault} at the first fault
 */
export async function readCsvShape(path: string): Promise<CsvShape> {
  const names: string[] = [];
  let name: number[] = [];
  let width = 0;
  let cells = 0;
  let records = 0;
  let line = 1;
  let state = atStart;
  let hasQuotes = false;
  // the record holds nothing at all yet, not even an empty cell in quotes
  let isBlank = true;
  let isCrlf: boolean | undefined;

  const endCell = (): void => {
    cells += 1;
    if (records > 0) return;
    names.push(nameOf(name));
    name = [];
  };
  const endRecord = (): void => {
    if (isBlank) throw new CsvFault(records === 0 ? 'the header is empty' : 'a blank line', line);
    endCell();
    if (records === 0) width = cells;
    if (cells !== width) throw new CsvFault(`${cells} cells where the header has ${width}`, line);
    records += 1;
    cells = 0;
    isBlank = true;
  };

  for await (const piece of createReadStream(path, {highWaterMark: 1 << 20}) as AsyncIterable<Buffer>) {
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i]!;
      if (byte === 0) throw new CsvFault('a byte of zero, which is no text', line);
      if (state === afterReturn) {
        if (byte !== lineFeed) throw new CsvFault('a carriage return without a line feed', line);
        state = atStart;
        line += 1;
        continue;
      }
      if (state === quoted) {
        if (byte === quote) state = afterQuote;
        else {
          if (byte === lineFeed) line += 1;
          if (records === 0) name.push(byte);
        }
        continue;
      }
      if (byte === comma) {
        endCell();
        isBlank = false;
        state = atStart;
      } else if (byte === lineFeed || byte === carriageReturn) {
        isCrlf ??= byte === carriageReturn;
        if (isCrlf !== (byte === carriageReturn)) throw new CsvFault('line ends of both kinds', line);
        endRecord();
        if (byte === carriageReturn) state = afterReturn;
        else {
          state = atStart;
          line += 1;
        }
      } else if (byte === quote) {
        if (state === unquoted && !(records === 0 && cells === 0 && isByteOrderMark(name)))
          throw new CsvFault('a quote in a cell that is not quoted', line);
        if (state === afterQuote && records === 0) name.push(byte);
        state = quoted;
        hasQuotes = true;
        isBlank = false;
      } else {
        if (state === afterQuote) throw new CsvFault('a quoted cell that goes on after its quote', line);
        if (records === 0) name.push(byte);
        state = unquoted;
        isBlank = false;
      }
    }
  }
  if (state === quoted) throw new CsvFault('a quoted cell that never ends', line);
  if (state === afterReturn) throw new CsvFault('a carriage return without a line feed', line);
  if (!isBlank) endRecord();
  if (records === 0) throw new CsvFault('the file is empty', 1);
  return {header: names, rows: records - 1, hasQuotes};
}

const isByteOrderMark = (bytes: readonly number[]): boolean =>
  bytes.length === 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** A byte order mark before the first name is no part of it. */
function nameOf(bytes: readonly number[]): string {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(Uint8Array.from(bytes));
    return text.startsWith(byteOrderMark) ? text.slice(1) : text;
  } catch {
    throw new CsvFault('the header is not UTF-8', 1);
  }
}
