import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, extname, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';
import {parseHTML} from 'linkedom';
import {writeArrow} from '../arrow/write.js';
import {brusselsDay} from '../days.js';
import {typed} from '../db/typed.js';
import type {Workspace} from '../db/workspace.js';
import {readRegister} from '../disclosure/register.js';
import {JobbonusError} from '../errors.js';
import {root} from '../house.js';
import type {Lineage} from '../models/lineage.js';
import {relationsRead} from '../models/model.js';
import {rowsFromArrow} from './arrow-rows.js';
import {type Assets, type DocumentInput, fillDocument} from './document.js';
import {makerOf} from './dom.js';
import {downloadOf} from './download.js';
import {
  type Choice,
  crossingsIn,
  type Figure,
  type Page,
  type Provenance,
  type Rows,
  yearsIn,
} from './page.js';
import {type DownloadLink, show} from './render.js';
import {statement, statementAddress, statementPage} from './statement.js';

/** What a site is built from: published tables only. */
export interface Published {
  readonly workspace: Pick<Workspace, 'connection' | 'rows'>;
  readonly provenance: Provenance;
  /** What each table is made of, for who asks where a figure comes from. */
  readonly lineages?: ReadonlyMap<string, Lineage>;
}

export interface BuiltSite {
  readonly folder: string;
  readonly pages: readonly {readonly name: string; readonly address: string; readonly figures: number}[];
}

export interface NamedPage {
  readonly name: string;
  readonly page: Page;
}

/** Every file of a site by its path, as plain bytes, and what the pages show. */
export interface Drawing {
  readonly pages: BuiltSite['pages'];
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Build the site from the published tables: one HTML file a page, complete without scripts, and one Arrow file a
 * question, one CSV file a figure.
 *
 * @param pages in any order; the menu follows their `order`, the first is `index.html`
 * @param dimensions Dutch label per breakdown that pages offer
 * @param out a folder that is not there yet
 * @throws {JobbonusError} `NOT_PUBLISHED`, `CLIENT_MISSING`
 */
export async function buildSite(
  published: Published,
  pages: readonly NamedPage[],
  dimensions: Readonly<Record<string, string>>,
  out: string,
): Promise<BuiltSite> {
  await requirePublished(published, pages);
  const folder = resolve(out);
  await mkdir(folder);
  const drawing = await drawSite(published, pages, dimensions, folder);
  for (const [path, bytes] of drawing.files) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), bytes);
  }
  await compressAll(folder);
  return {folder, pages: drawing.pages};
}

/**
 * Draw the site without laying it down: the published tables in, the bytes of every file out. The same tables give
 * the same bytes, so whoever draws again sees what may stand in a site that lies somewhere.
 *
 * @param scratch a folder that files may be written to on the way
 */
export async function drawSite(
  published: Published,
  pages: readonly NamedPage[],
  dimensions: Readonly<Record<string, string>>,
  scratch: string,
): Promise<Drawing> {
  const {assets, files} = await readAssets();
  const {provenance} = published;
  const sorted = [...pages].sort((a, b) => a.page.order - b.page.order);
  const menu = sorted.map((p, i) => ({...p, address: i === 0 ? 'index.html' : `${p.name}.html`}));
  const drawn: BuiltSite['pages'][number][] = [];
  for (const {name, page, address} of menu) {
    const asked = await tablesAsked(published, name, page);
    const answers = await answer(published, page, name, scratch);
    for (const {path, bytes} of answers) files.set(path, bytes);
    const data = Object.fromEntries(answers.map(({key, rows}) => [key, rows]));
    const openFiles = page.openData?.(data, {dimensions, provenance}) ?? [];
    for (const {path, text} of openFiles) files.set(path, Buffer.from(text));
    const years = yearsIn(data);
    const controls = page.controls?.(data) ?? [];
    const choice: Choice = {
      year: years.at(-1) ?? 0,
      dimension: 'by_total',
      numbers: Object.fromEntries(controls.map((c) => [c.name, c.initial])),
    };
    const document = emptyDocument();
    const make = makerOf(document);
    const offered = page.filters.includes('cells') ? crossingsIn(data, dimensions) : dimensions;
    const downloads: Record<string, string> = {};
    const shown = show(
      make,
      page,
      {data, choice, provenance, dimensions: offered},
      (figure: Figure): DownloadLink => {
        const file = downloadOf(figure, {page, pageName: name, choice, provenance, dimensions: offered});
        const href = `data/${name}-${figure.id}-${hashOf(file.text)}.csv`;
        files.set(href, Buffer.from(file.text));
        downloads[figure.id] = href;
        return {href, name: file.name};
      },
    );
    fillDocument(document, make, {
      name,
      page,
      pages: menu,
      content: shown.element,
      choice,
      years,
      controls,
      dimensions: offered,
      provenance,
      lineages: asked.flatMap((table) => published.lineages?.get(table) ?? []),
      openFiles,
      downloads,
      files: Object.fromEntries(answers.map(({key, path}) => [key, path])),
      assets,
    });
    files.set(address, Buffer.from(document.toString()));
    drawn.push({name, address, figures: shown.figures.length});
  }
  files.set(statementAddress, drawStatement(menu, provenance, assets));
  return {pages: drawn, files};
}

/** linkedom's document is a Document to everything this project asks of it. */
const emptyDocument = (): Document =>
  parseHTML('<!doctype html><html><head></head><body></body></html>').document as unknown as Document;

/** The one page that shows no figure. */
function drawStatement(pages: DocumentInput['pages'], provenance: Provenance, assets: Assets): Buffer {
  const document = emptyDocument();
  const make = makerOf(document);
  fillDocument(document, make, {
    ...{name: 'toegankelijkheid', page: statementPage, pages, content: statement(make), provenance, assets},
    ...{choice: {year: 0, dimension: 'by_total'}, years: [], controls: [], dimensions: {}, lineages: []},
    ...{openFiles: [], downloads: {}, files: {}},
  });
  return Buffer.from(document.toString());
}

/** The script, style sheet and fonts that `npm run build` made of `dashboards`, as they stand in every site. */
async function readAssets(): Promise<{assets: Assets; files: Map<string, Buffer>}> {
  const made = join(root, 'dist', 'site');
  const path = join(made, 'manifest.json');
  if (!existsSync(path))
    throw new JobbonusError('CLIENT_MISSING', 'the pages’ script is not built; run: npm run build');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<
    string,
    {file: string; css?: string[]; assets?: string[]; isEntry?: boolean}
  >;
  const entry = Object.values(manifest).find((m) => m.isEntry)!;
  const files = new Map<string, Buffer>();
  for (const name of (await readdir(join(made, 'assets'))).sort())
    files.set(`assets/${name}`, await readFile(join(made, 'assets', name)));
  files.set('assets/icon.svg', Buffer.from(icon));
  const fonts = [...files.keys()].filter((name) => name.endsWith('.woff2'));
  return {assets: {script: entry.file, styles: entry.css ?? [], fonts}, files};
}

/** A yellow ground with a step up: the mark of the site. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#ffe615" d="M0 0h32v32H0z"/><path fill="none" stroke="#1b1b1b" stroke-width="4" d="M5 25h7v-8h8V9h8"/></svg>\n`;

/**
 * Refuse a page that asks for anything but published tables, before a row is read.
 *
 * @throws {JobbonusError} `NOT_PUBLISHED`
 */
async function requirePublished(published: Published, pages: readonly NamedPage[]): Promise<void> {
  for (const {name, page} of pages) await tablesAsked(published, name, page);
}

/**
 * The published tables that a page asks for, each once.
 *
 * @throws {JobbonusError} `NOT_PUBLISHED`
 */
async function tablesAsked({workspace}: Published, name: string, page: Page): Promise<string[]> {
  const tables = new Set<string>();
  for (const [key, ask] of Object.entries(page.rows)) {
    const {sql} = ask(typed(workspace.connection)).compile();
    for (const relation of await relationsRead(workspace, sql, `dashboards/pages/${name}.ts`)) {
      const [schema, table] = relation.split('.');
      if (schema !== 'published')
        throw new JobbonusError(
          'NOT_PUBLISHED',
          `dashboards/pages/${name}.ts: rows ${key}: asks for ${relation}; a page reads published tables only`,
        );
      tables.add(table!);
    }
  }
  return [...tables].sort();
}

/** One question of a page answered: its rows, and the file that holds them. */
interface Answer {
  readonly key: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly rows: Rows;
}

async function answer({workspace}: Published, page: Page, name: string, scratch: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [key, ask] of Object.entries(page.rows)) {
    const query = ask(typed(workspace.connection)).compile();
    const file = join(scratch, `${name}-${key}.unnamed`);
    await writeArrow(workspace.connection, query.sql, file, query.parameters as never);
    const bytes = await readFile(file);
    await rm(file);
    const path = `data/${name}-${key}-${hashOf(bytes)}.arrow`;
    answers.push({key, path, bytes, rows: rowsFromArrow(bytes)});
  }
  return answers;
}

/** For a name that says the content, so that a browser may keep the file for good. */
const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 8);

/** Where the figures come from: the last run. */
export async function provenanceOf(workspace: Pick<Workspace, 'rows'>, now: Date): Promise<Provenance> {
  const runs = await workspace.rows<{run_id: number; as_of: string; fingerprint: string}>(
    'select run_id, as_of_date as as_of, fingerprint from ws.runs order by run_id desc limit 1',
  );
  const run = runs[0];
  if (!run)
    throw new JobbonusError(
      'NOT_COMPUTED',
      'nothing is computed in this workspace yet; run first: jobbonus run',
    );
  return {
    asOf: run.as_of,
    runId: run.run_id,
    fingerprint: run.fingerprint.slice(0, 10),
    builtOn: brusselsDay(now),
    smallestCount: readRegister().thresholds.smallest_count,
  };
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Lay a compressed copy beside every file that shrinks. */
async function compressAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
    if (
      !entry.isFile() ||
      !['.html', '.js', '.css', '.arrow', '.svg', '.csv', '.json'].includes(extname(entry.name))
    )
      continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const quality = basename(path).endsWith('.arrow') ? 7 : 9;
    await writeFile(
      `${path}.br`,
      await toBrotli(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: quality}}),
    );
    await writeFile(`${path}.gz`, await toGzip(bytes));
  }
}
