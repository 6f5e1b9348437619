import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {rowsFromArrow} from '../../site/arrow-rows.js';
import type {Drawing} from '../../site/build.js';
import {readCsv, sameValue} from '../../site/download.js';
import type {Row, Rows} from '../../site/page.js';
import {objection, type Register} from '../register.js';
import type {Release, ShownCell} from '../release.js';
import {type Carrier, carriersOf, documentOf, numbersIn} from './carriers.js';
import {type AuditLine, lineOf} from './report.js';
import {secretNumbers} from './secrets.js';

/** What a site is judged by. */
export interface SiteMeasure {
  readonly release: Release;
  readonly register: Register;
  /** The site drawn again, from the protected tables and nothing else. */
  readonly drawing: Drawing;
  readonly shown: ReadonlyMap<string, ShownCell>;
  /** Exact numbers that no protected table holds. */
  readonly secrets: ReadonlySet<number>;
  /** Keys of the rounding. */
  readonly keys: readonly string[];
}

export function measureOf(release: Release, register: Register, drawing: Drawing): SiteMeasure {
  const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
  const keys = release.tier === 'public' ? release.cells.flatMap(keysOf) : [];
  return {release, register, drawing, shown, keys, secrets: secretNumbers(release, drawing)};
}

/**
 * S7: read every byte of a built site as a curious reader does. Two proofs that do not lean on each other. Every file
 * is what the protected tables give when the site is drawn again: cell for cell, sentence for sentence, text for who
 * cannot see, mark, comment and attribute. And nowhere in them stands an exact number that the protected tables do not
 * hold, a cell that is not on the closed list, or a key.
 *
 * @param site folder of the built site
 */
export function attackSite(measure: SiteMeasure, site: string): AuditLine[] {
  const names = readdirSync(site, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1));
  const broken: string[] = [];
  let tried = 0;
  for (const name of names.sort()) {
    const {pieces, problems} = readSiteFile(name, readFileSync(join(site, name)), measure);
    tried += pieces;
    broken.push(...problems.map((problem) => `${name}: ${problem}`));
  }
  const missing = [...measure.drawing.files.keys()].filter((name) => !names.includes(name));
  broken.push(...missing.map((name) => `${name}: is missing`));
  return [lineOf('S7', 'read every piece of the site for what may not be there', tried, broken)];
}

/** What one file of a site carries, and what of it may not be there: places and cells, never a value. */
export function readSiteFile(
  name: string,
  bytes: Buffer,
  measure: SiteMeasure,
): {pieces: number; problems: string[]} {
  const {drawing} = measure;
  const packed = /^(.*)\.(br|gz)$/.exec(name);
  if (packed) {
    const expected = drawing.files.get(packed[1]!);
    const plain = packed[2] === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes);
    return {pieces: 1, problems: expected?.equals(plain) ? [] : ['holds other bytes than the file it packs']};
  }
  const expected = drawing.files.get(name);
  const problems = expected ? [] : ['is no file that the protected tables give'];
  if (name.endsWith('.html') || name.endsWith('.svg')) return readMarkup(bytes, expected, measure, problems);
  if (name.endsWith('.arrow')) return readRows(bytes, expected, measure, problems);
  const text = bytes.toString();
  if (expected && !expected.equals(bytes)) problems.push('holds other bytes than the protected tables give');
  if (/\.(csv|json)$/.test(name)) problems.push(...secretsIn(text, measure).map(() => 'an exact number'));
  return {pieces: 1, problems};
}

function readMarkup(
  bytes: Buffer,
  expected: Buffer | undefined,
  measure: SiteMeasure,
  problems: string[],
): {pieces: number; problems: string[]} {
  const document = documentOf(bytes.toString());
  const found = carriersOf(document);
  const isAsDrawn = expected?.equals(bytes) ?? false;
  const left = new Map(isAsDrawn || !expected ? [] : piecesOf(expected));
  problems.push(...unlikeTheirTable(document, measure));
  for (const carrier of found) {
    const {medium, where} = carrier;
    if (!isAsDrawn) {
      const times = left.get(pieceOf(carrier)) ?? 0;
      if (times === 0) problems.push(`${medium} at ${where}: not what the protected tables give`);
      left.set(pieceOf(carrier), times - 1);
    }
    if (secretsIn(carrier.text, measure).length > 0) problems.push(`${medium} at ${where}: an exact number`);
    if (measure.keys.some((key) => carrier.text.includes(key)))
      problems.push(`${medium} at ${where}: a key of the rounding`);
  }
  if (!isAsDrawn && problems.length === 0) problems.push('not the page that the protected tables give');
  return {pieces: found.length, problems};
}

const pieceOf = ({medium, where, text}: Carrier): string => `${medium}|${where}|${text}`;

/** The pieces of drawn pages: to take a page apart is what reading a site takes, and many are held against one. */
const piecesDrawn = new WeakMap<Buffer, ReadonlyMap<string, number>>();

/** How often each piece may stand on a drawn page. */
function piecesOf(drawn: Buffer): ReadonlyMap<string, number> {
  const known = piecesDrawn.get(drawn);
  if (known) return known;
  const times = new Map<string, number>();
  for (const carrier of carriersOf(documentOf(drawn.toString())))
    times.set(pieceOf(carrier), (times.get(pieceOf(carrier)) ?? 0) + 1);
  piecesDrawn.set(drawn, times);
  return times;
}

/** A download may hold what its table shows, cell by cell, and nothing else. */
function unlikeTheirTable(document: Document, {drawing}: SiteMeasure): string[] {
  return [...document.querySelectorAll('section.figure[id]')].flatMap((section) => {
    const href = section.querySelector('a[download]')?.getAttribute('href');
    if (!href) return [`figure ${section.id} has no download`];
    const shown = [...section.querySelectorAll('thead tr, tbody tr')]
      .map((row) => [...row.querySelectorAll('th, td:not(.none)')].map((cell) => cell.textContent ?? ''))
      .filter((row) => row.length > 0);
    const held = readCsv(drawing.files.get(href)?.toString() ?? '');
    const isSame =
      held.length === shown.length &&
      shown.every((row, i) => row.every((cell, j) => sameValue(cell, held[i]?.[j] ?? '\u0000')));
    return isSame ? [] : [`the download of figure ${section.id} differs from its table`];
  });
}

function readRows(
  bytes: Buffer,
  expected: Buffer | undefined,
  measure: SiteMeasure,
  problems: string[],
): {pieces: number; problems: string[]} {
  if (expected && !expected.equals(bytes)) problems.push('other rows than the protected tables give');
  const rows = readable(bytes);
  if (!rows) problems.push('cannot be read');
  for (const row of rows ?? []) {
    const problem = problemOf(row, measure);
    if (problem) problems.push(problem);
    if (Object.values(row).some((value) => typeof value === 'number' && measure.secrets.has(value)))
      problems.push('an exact number');
  }
  return {pieces: rows?.length ?? 1, problems};
}

function readable(bytes: Buffer): Rows | undefined {
  try {
    return rowsFromArrow(bytes);
  } catch {
    return undefined;
  }
}

const secretsIn = (text: string, {secrets}: SiteMeasure): number[] =>
  numbersIn(text).filter((number) => secrets.has(number));

const keysOf = ({key = ''}: ShownCell): string[] => key.split('/').filter((part) => part.length >= 7);

/** What is wrong with a row of a data file, by the name of its cell and without its value. */
function problemOf(row: Row, {shown, release, register}: SiteMeasure): string | undefined {
  const {dimension, category, reference_year: year} = row;
  if (Object.keys(row).some((name) => /^person_|_key$/.test(name))) return 'a column about single people';
  if (typeof dimension !== 'string') return undefined;
  const family = dimension.split(' ').filter((d) => d !== 'by_total');
  if (objection(register, family, release.tier, release.provenance.builtOn) !== undefined)
    return `${dimension} is not approved for this tier`;
  if (!('not_registered' in row)) return undefined;
  const id = `${String(year)}|${dimension}|${String(category)}`;
  const cell = shown.get(id);
  if (!cell) return `${id} is not on the closed list`;
  // a table with rules of its own may hide more, never show another figure
  const differs = (key: string, value: number | null): boolean =>
    key in row && (row[key] ?? null) !== null && row[key] !== value;
  if (differs('entitled', cell.entitled)) return `${id}: people differ from what may be shown`;
  if (differs('not_registered', cell.notRegistered)) return `${id}: a part differs from what may be shown`;
  if (cell.notRegistered === null && (row.rate ?? null) !== null) return `${id}: a rate of a hidden part`;
  return undefined;
}
