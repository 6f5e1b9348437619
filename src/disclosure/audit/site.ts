import {readdirSync, readFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {parseHTML} from 'linkedom';
import {rowsFromArrow} from '../../site/arrow-rows.js';
import {readCsv, sameValue} from '../../site/download.js';
import type {Row} from '../../site/page.js';
import {objection, type Register} from '../register.js';
import type {Release, ShownCell} from '../release.js';
import {type AuditLine, lineOf} from './report.js';

/** What a site may consist of; a source map, for one, would carry more than was meant. */
const kinds = new Set(['.html', '.js', '.css', '.arrow', '.csv', '.svg', '.woff2', '.json', '.br', '.gz']);

/**
 * S7: read every byte of a built site as a curious reader does. Each cell it carries, in whatever file, is a cell of
 * the closed list with what may be shown of it; nothing else about groups of people is there, no key and no pseudonym.
 */
export function attackSite(release: Release, site: string, register: Register): AuditLine[] {
  const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
  const secrets = release.tier === 'public' ? release.cells.flatMap((cell) => keysOf(cell)) : [];
  const broken: string[] = [];
  let tried = 0;
  const files = readdirSync(site, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    const name = path.slice(site.length + 1);
    const kind = extname(name);
    tried += 1;
    if (!kinds.has(kind)) broken.push(`${name}: a file of a kind that does not belong in a site`);
    if (kind === '.arrow') {
      for (const row of rowsFromArrow(readFileSync(path))) {
        tried += 1;
        const problem = problemOf(row, shown, release, register);
        if (problem) broken.push(`${name}: ${problem}`);
      }
    }
    if (kind === '.html' || kind === '.json' || kind === '.svg' || kind === '.csv') {
      const text = readFileSync(path, 'utf8');
      if (secrets.some((key) => text.includes(key))) broken.push(`${name}: a key of the rounding`);
      if (kind === '.html') {
        const {document} = parseHTML(text);
        broken.push(...unrounded(document, release).map((problem) => `${name}: ${problem}`));
        broken.push(...unlikeTheirTable(document, site).map((problem) => `${name}: ${problem}`));
      }
    }
  }
  return [lineOf('S7', 'read every file of the site for what may not be there', tried, broken)];
}

const keysOf = ({key = ''}: ShownCell): string[] => key.split('/').filter((part) => part.length >= 7);

/** What is wrong with a row of a data file, by the name of its cell and without its value. */
function problemOf(
  row: Row,
  shown: ReadonlyMap<string, ShownCell>,
  release: Release,
  register: Register,
): string | undefined {
  const {dimension, category, reference_year: year} = row;
  if (Object.keys(row).some((name) => /^person_|_key$/.test(name))) return 'a column about single people';
  if (typeof dimension !== 'string') return undefined;
  const family = dimension.split(' ').filter((d) => d !== 'by_total');
  if (objection(register, family, release.tier, release.provenance.asOf) && release.tier === 'public')
    return `${dimension} is not approved for this tier`;
  if (!('not_registered' in row)) return undefined;
  const id = `${String(year)}|${dimension}|${String(category)}`;
  const cell = shown.get(id);
  if (!cell) return `${id} is not on the closed list`;
  if ('entitled' in row && row.entitled !== cell.entitled)
    return `${id}: people differ from what may be shown`;
  if (row.not_registered !== cell.notRegistered) return `${id}: a part differs from what may be shown`;
  if (cell.notRegistered === null && (row.rate ?? null) !== null) return `${id}: a rate of a hidden part`;
  return undefined;
}

/** In a public page every count stands rounded: in its tables, its texts for who cannot see, and its key numbers. */
function unrounded(document: Document, release: Release): string[] {
  if (release.tier !== 'public') return [];
  const base = release.thresholds.rounding_base;
  const cells = [...document.querySelectorAll('td.number, dd.value')].map(
    (cell) => cell.textContent?.trim() ?? '',
  );
  const counts = cells.filter((text) => /^\d{1,3}(\.\d{3})*$/.test(text));
  return counts.some((text) => Number(text.replaceAll('.', '')) % base !== 0)
    ? ['a count that is not rounded']
    : [];
}

/** A download may hold what its table shows, cell by cell, and nothing else. */
function unlikeTheirTable(document: Document, site: string): string[] {
  return [...document.querySelectorAll('section.figure')].flatMap((section) => {
    const href = section.querySelector('a[download]')?.getAttribute('href');
    if (!href) return [`figure ${section.id} has no download`];
    const shown = [...section.querySelectorAll('thead tr, tbody tr')]
      .map((row) => [...row.querySelectorAll('th, td:not(.none)')].map((cell) => cell.textContent ?? ''))
      .filter((row) => row.length > 0);
    const held = readCsv(readFileSync(join(site, href), 'utf8'));
    const isSame =
      held.length === shown.length &&
      shown.every((row, i) => row.every((cell, j) => sameValue(cell, held[i]?.[j] ?? '\u0000')));
    return isSame ? [] : [`the download of figure ${section.id} differs from its table`];
  });
}
