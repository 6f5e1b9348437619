import {spawn} from 'node:child_process';
import {existsSync, readdirSync, realpathSync, statSync} from 'node:fs';
import {mkdir, mkdtemp, rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {requireDerived} from '../src/checks.js';
import {brusselsDay} from '../src/days.js';
import {openScratch, openWorkspace, requireWorkspace, waysToAsk} from '../src/db/workspace.js';
import type {Tier} from '../src/disclosure/audiences.js';
import {attackOverTime} from '../src/disclosure/audit/internal.js';
import {auditRelease} from '../src/disclosure/audit/release.js';
import type {AuditLine, AuditReport} from '../src/disclosure/audit/report.js';
import {attackTables} from '../src/disclosure/audit/tables.js';
import {attackTotals} from '../src/disclosure/audit/totals.js';
import {dimensionsOf, peopleModel} from '../src/disclosure/groupings.js';
import {tellsOf} from '../src/disclosure/nested.js';
import {type Register, readRegister} from '../src/disclosure/register.js';
import {
  earlierReleases,
  type PublicRelease,
  type Release,
  type Remembered,
  rememberRelease,
  requireRoom,
  requireSameSecret,
  sealRelease,
} from '../src/disclosure/release.js';
import {readSecret} from '../src/disclosure/secret.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError, misused} from '../src/errors.js';
import {root} from '../src/house.js';
import {buildForPages} from '../src/models/build.js';
import {layCatalogue} from '../src/models/catalogue.js';
import {lineages} from '../src/models/lineage.js';
import {quantity} from '../src/quantity.js';
import {
  type BuiltSite,
  buildSite,
  type Drawing,
  drawSite,
  type NamedPage,
  provenanceOf,
} from '../src/site/build.js';
import {cellsTable, openDoor} from '../src/site/door.js';
import type {Page} from '../src/site/page.js';
import {loadPublicCells, releasePublicCells} from '../src/site/public-cells.js';
import {drawing} from '../src/statistics/drawing.js';
import {lastDay} from './seen.js';

export interface PublishOptions {
  readonly tier?: Tier;
  /** Try to break the build before it is put in place; a public one always is. */
  readonly audit?: boolean;
  /** Only audit: nothing is put in place or remembered. */
  readonly isTrial?: boolean;
  /** Leaks planted to test the audit itself. */
  readonly leaks?: number;
  /** That of `pipelines/register.yaml` when left out. */
  readonly register?: Register;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The file by which a folder is known as a site. */
const manifest = 'release.json';

export interface PublishedSite extends BuiltSite {
  readonly tier: Tier;
  readonly audit?: AuditReport;
}

/**
 * Figures go out to readers: the dashboards, through the one door of their tier. The site is built beside its place,
 * attacked where it must be, and put in place whole; a build that does not pass leaves what was there.
 *
 * @param place a folder that is not there yet, is empty, or holds an earlier site
 * @throws {JobbonusError} `OUT` (exit 2), `NOT_APPROVED`, `AUDIT_FAILED`, `SECRET_MISSING`, `SECRET_CHANGED`,
 *   `TOO_MANY_RELEASES`
 */
export async function publish(
  folder: string,
  place: string,
  effects: Effects,
  options: PublishOptions = {},
): Promise<PublishedSite> {
  const tier = options.tier ?? 'internal';
  requireWorkspace(folder);
  const out = requireReplaceable(place);
  const register = options.register ?? readRegister();
  await mkdir(dirname(out), {recursive: true});
  const step = effects.progress.step('publish', `${place} (${tier})`);
  const draft = await mkdtemp(join(dirname(out), '.draft-'));
  try {
    const isJudged = options.audit || tier === 'public';
    const earlier = earlierReleases(folder, tier);
    const {site, release, evidence} =
      tier === 'internal'
        ? await buildInternal(folder, draft, register, earlier, isJudged, effects)
        : await buildPublic(folder, draft, register, earlier, options.environment ?? process.env, effects);
    const audit = evidence
      ? await judge({release, earlier, site, register, ...evidence}, options, effects)
      : undefined;
    // a build that nobody judges is still laid on what was shown before
    if (!audit) requireWithstood([attackOverTime(release, earlier, release.thresholds.smallest_count)]);
    if (!options.isTrial) {
      await writeFile(join(site.folder, manifest), sealRelease(release, audit));
      // what may have been shown is remembered, also when this process ends here
      rememberRelease(folder, release);
      await putInPlace(site.folder, out, join(draft, 'replaced'));
    }
    step.done(
      `${quantity(site.pages.length, 'page')}, ${quantity(release.cells.length, 'cell')}${audit ? ', audited' : ''}`,
    );
    return {...site, folder: out, tier, ...(audit && {audit})};
  } finally {
    await rm(draft, {recursive: true, force: true});
  }
}

/** What a judge of a site goes by. */
interface Evidence {
  /** The site drawn again, in this process, from the protected tables. */
  readonly drawing: Drawing;
  /** What became of the figures outside the closed list. */
  readonly tables: readonly AuditLine[];
}

interface Built {
  readonly site: BuiltSite;
  readonly release: Release;
  /** Absent where nobody judges. */
  readonly evidence?: Evidence;
}

interface Case extends Evidence {
  readonly release: Release;
  readonly earlier: readonly Remembered[];
  readonly site: BuiltSite;
  readonly register: Register;
}

async function judge(
  {release, earlier, site, register, drawing: redrawn, tables}: Case,
  options: PublishOptions,
  effects: Effects,
): Promise<AuditReport> {
  const step = effects.progress.step('audit', `${release.tier}, ${quantity(release.cells.length, 'cell')}`);
  const leaks = options.leaks ?? 20;
  const report = await auditRelease(
    {release, earlier, site: site.folder, drawing: redrawn, register, leaks, draw: drawing(20260115)},
    tables,
  );
  const failed = failedOf(report.lines);
  step.done(`${report.lines.length - failed.length} of ${report.lines.length} attacks withstood`);
  if (!options.isTrial) requireWithstood(report.lines);
  return report;
}

const failedOf = (lines: readonly AuditLine[]): AuditLine[] =>
  lines.filter((line) => line.gates && !line.passed);

function requireWithstood(lines: readonly AuditLine[]): void {
  const failed = failedOf(lines);
  if (failed.length > 0)
    throw new JobbonusError(
      'AUDIT_FAILED',
      `nothing is published: attack ${failed.map((line) => `${line.id} (${line.finding})`).join('; ')}`,
    );
}

async function buildInternal(
  folder: string,
  draft: string,
  register: Register,
  earlier: readonly Remembered[],
  isJudged: boolean,
  effects: Effects,
): Promise<Built> {
  const workspace = await openWorkspace(folder, {mode: 'read', memoryMegabytes: 2000});
  try {
    const asOf = await lastDay(workspace, effects);
    const catalogue = await layCatalogue(workspace, asOf);
    const provenance = {...(await provenanceOf(workspace, effects.now())), asOf};
    await requireDerived(catalogue, await buildForPages(catalogue, effects));
    const door = await openDoor(catalogue, brusselsDay(effects.now()), register, earlier);
    // a dimension within another is too fine to break every figure down by
    const offered = Object.entries(dimensionsOf(catalogue.models)).filter(
      ([name]) => register.dimensions[name]?.within === undefined,
    );
    const cells = {
      name: cellsTable,
      relation: peopleModel(catalogue.models)?.relation ?? '',
      title: 'Groepen van het profiel',
    };
    const published = {workspace, provenance, lineages: lineages(catalogue, cells)};
    const pages = await readPages('internal');
    const dimensions = Object.fromEntries(offered);
    const site = await buildSite(published, pages, dimensions, join(draft, 'site'));
    const release: Release = {tier: 'internal', provenance, ...door};
    if (!isJudged) return {site, release};
    const drawing = await drawSite(published, pages, dimensions, draft);
    const tells = await tellsOf(workspace, door.thresholds.smallest_count);
    const tables = [
      await attackTables(catalogue, door.thresholds),
      await attackTotals(workspace, catalogue.models, tells),
    ];
    return {site, release, evidence: {drawing, tables}};
  } finally {
    workspace.close();
  }
}

/** The public tier: what is counted and rounded here is all that the process which builds the site can read. */
async function buildPublic(
  folder: string,
  draft: string,
  register: Register,
  earlier: readonly Remembered[],
  environment: NodeJS.ProcessEnv,
  effects: Effects,
): Promise<Built> {
  const secret = readSecret(folder, environment);
  const workspace = await openWorkspace(folder, {mode: 'read', memoryMegabytes: 2000});
  let release: PublicRelease;
  try {
    const catalogue = await layCatalogue(workspace, await lastDay(workspace, effects));
    const provenance = await provenanceOf(workspace, effects.now());
    const today = brusselsDay(effects.now());
    release = await releasePublicCells(catalogue, register, today, secret, provenance);
  } finally {
    workspace.close();
  }
  requireSameSecret(release, earlier);
  requireRoom(release, earlier);
  const given = join(draft, 'given');
  await mkdir(given);
  const {provenance, dimensions, rows: cells} = release;
  await writeFile(join(given, 'public.json'), JSON.stringify({provenance, dimensions, cells}));
  const site = await buildApart(given, join(draft, 'site'));
  return {site, release, evidence: {drawing: await drawAgain(release, draft), tables: []}};
}

/** The public site from its rounded cells once more, to lay beside the one that was built apart. */
async function drawAgain({provenance, dimensions, rows}: PublicRelease, draft: string): Promise<Drawing> {
  const scratch = await openScratch(500);
  try {
    const workspace = waysToAsk(scratch.connection);
    await loadPublicCells(workspace, rows);
    return await drawSite({workspace, provenance}, await readPages('public'), dimensions, draft);
  } finally {
    scratch.close();
  }
}

/** Build in a process of its own, which the system lets read the given folder and the program, and nothing else. */
function buildApart(given: string, out: string): Promise<BuiltSite> {
  const program = join(root, 'dist', 'pipelines', 'public-site.js');
  const readable = [
    join(root, 'dist'),
    join(root, 'node_modules'),
    join(root, 'package.json'),
    given,
    dirname(out),
  ];
  const child = spawn(
    process.execPath,
    [
      '--experimental-permission',
      '--no-warnings',
      '--allow-addons',
      ...readable.map(
        (path) => `--allow-fs-read=${path === join(root, 'package.json') ? path : `${path}/*`}`,
      ),
      `--allow-fs-write=${dirname(out)}/*`,
      program,
      given,
      out,
    ],
    // nothing of the environment goes along: it may name the secret
    {env: {TZ: 'UTC', TMPDIR: dirname(out)}, stdio: ['ignore', 'pipe', 'pipe']},
  );
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolvePromise, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolvePromise(JSON.parse(text) as BuiltSite);
      else reject(new Error(`the public site could not be built: ${errors || text}`));
    });
  });
}

/** Where a site goes: its folder is replaced whole, so it may hold nothing else. */
function requireReplaceable(place: string): string {
  if (!existsSync(place)) return resolve(place);
  const out = realpathSync(place);
  if (!statSync(out).isDirectory()) throw misused('OUT', `--out ${place} is a file; name a folder`);
  const holds = readdirSync(out);
  if (holds.length > 0 && !holds.includes(manifest))
    throw misused('OUT', `--out ${place} holds something else than a site; choose a new or empty folder`);
  return out;
}

/** @param aside where the site that was there goes */
async function putInPlace(made: string, out: string, aside: string): Promise<void> {
  const isReplaced = existsSync(out);
  if (isReplaced) await rename(out, aside);
  try {
    await rename(made, out);
  } catch (error) {
    if (isReplaced) await rename(aside, out);
    throw error;
  }
}

/** The pages of a tier: files of `dashboards/pages`; the name of the file is its address. */
export async function readPages(tier: Tier = 'internal'): Promise<NamedPage[]> {
  const folder = join(import.meta.dirname, '..', 'dashboards', 'pages');
  const files = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  const pages = await Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(join(folder, file))) as {default: Page};
      return {name: basename(file).replace(/\.[jt]s$/, ''), page: module.default};
    }),
  );
  return pages.filter(({page}) => (page.tiers ?? ['internal']).includes(tier));
}
