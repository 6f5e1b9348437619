import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import {JobbonusError} from '../errors.js';
import type {Provenance} from '../site/page.js';
import type {Tier} from './audiences.js';
import type {AuditReport} from './audit/report.js';
import type {ProtectedYear} from './protect.js';
import type {Family, Thresholds} from './register.js';
import type {KeyedCell, PublicCell} from './rounding.js';
import {secretVariable} from './secret.js';
import type {Counts, Past} from './targets.js';

/** One cell as a release shows it; null is not shown. */
export interface ShownCell extends Counts {
  readonly id: string;
  /** Key of the people in the cell, where figures are rounded by it: the same people, the same figure. */
  readonly key?: string;
}

interface Common {
  readonly provenance: Provenance;
  readonly thresholds: Thresholds;
  readonly families: readonly Family[];
  readonly cells: readonly ShownCell[];
}

export interface InternalRelease extends Common {
  readonly tier: 'internal';
  readonly years: readonly ProtectedYear[];
}

export interface PublicRelease extends Common {
  readonly tier: 'public';
  readonly rows: readonly PublicCell[];
  readonly keyed: readonly KeyedCell[];
  readonly dimensions: Readonly<Record<string, string>>;
  /** By reference year, the fingerprint of the secret it is rounded with. */
  readonly fingerprints: Readonly<Record<number, string>>;
}

export type Release = InternalRelease | PublicRelease;

/** What is remembered of a release, to compare the next one with. */
export interface Remembered {
  readonly name: string;
  readonly as_of: string;
  readonly run: string;
  readonly cells_sha256: string;
  readonly cells: readonly ShownCell[];
  /** Of the secret, where figures are rounded. */
  readonly fingerprints?: Readonly<Record<number, string>>;
}

const contentHash = (release: Release): string => sha256(JSON.stringify(release.cells));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const memoryOf = (workspace: string, tier: Tier): string => join(resolve(workspace), 'releases', tier);

/** Releases of a tier so far, oldest first. */
export function earlierReleases(workspace: string, tier: Tier): Remembered[] {
  const folder = memoryOf(workspace, tier);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+\.json\.gz$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((name) => JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as Remembered);
}

/** Every way in which earlier releases showed a cell. */
export function pastOf(earlier: readonly Remembered[]): Past {
  const past = new Map<string, ShownCell[]>();
  for (const cell of earlier.flatMap(({cells}) => cells)) {
    if (cell.entitled === null && cell.notRegistered === null) continue;
    const those = past.get(cell.id);
    if (!those) past.set(cell.id, [cell]);
    else if (
      !those.some((then) => then.entitled === cell.entitled && then.notRegistered === cell.notRegistered)
    )
      those.push(cell);
  }
  return past;
}

/** A rate that was shown, and the day it was seen from. */
export interface ShownBefore {
  readonly id: string;
  readonly asOf: string;
  readonly entitled: number;
  readonly notRegistered: number;
}

/**
 * By cell, what the latest release from before a day showed of it whole. Whoever kept that release knows it already, so
 * that to show it again beside a hidden cell tells nothing more.
 *
 * @param asOf ISO day that the present release is seen from
 */
export function shownBefore(earlier: readonly Remembered[], asOf: string): ReadonlyMap<string, ShownBefore> {
  const before = earlier
    .filter((release) => release.as_of < asOf)
    .sort((a, b) => (a.as_of < b.as_of ? -1 : a.as_of > b.as_of ? 1 : a.name < b.name ? -1 : 1));
  return new Map(
    before.flatMap((release) =>
      release.cells.flatMap(({id, entitled, notRegistered}): [string, ShownBefore][] =>
        entitled === null || notRegistered === null
          ? []
          : [[id, {id, asOf: release.as_of, entitled, notRegistered}]],
      ),
    ),
  );
}

/**
 * Refuse a public release that would tell of a reference year once more than the noise on it withstands.
 *
 * @throws {JobbonusError} `TOO_MANY_RELEASES`
 */
export function requireRoom(release: PublicRelease, earlier: readonly Remembered[]): void {
  const {releases_per_year: most} = release.thresholds;
  const ofYear = (cells: readonly ShownCell[], year: number): string =>
    sha256(JSON.stringify(cells.filter(({id}) => id.startsWith(`${year}|`))));
  for (const year of new Set(release.keyed.map((cell) => cell.year))) {
    const told = new Set(
      earlier
        .filter(({cells}) => cells.some(({id}) => id.startsWith(`${year}|`)))
        .map(({cells}) => ofYear(cells, year)),
    );
    if (told.size >= most && !told.has(ofYear(release.cells, year)))
      throw new JobbonusError(
        'TOO_MANY_RELEASES',
        `reference year ${year} has ${told.size} public releases, the most that its rounding withstands; leave the published one in place`,
      );
  }
}

/**
 * Refuse a public release that rounds a reference year with another secret than before: the same people would get
 * noise of their own once more, and two answers tell more than one.
 *
 * @throws {JobbonusError} `SECRET_CHANGED`
 */
export function requireSameSecret(
  {fingerprints}: Pick<PublicRelease, 'fingerprints'>,
  earlier: readonly Remembered[],
): void {
  for (const [year, fingerprint] of Object.entries(fingerprints)) {
    const other = earlier.find((then) => (then.fingerprints?.[Number(year)] ?? fingerprint) !== fingerprint);
    if (other)
      throw new JobbonusError(
        'SECRET_CHANGED',
        `reference year ${year} was rounded with another secret in public release ${other.name} (${other.as_of}); name the file with that secret in ${secretVariable}, for a new one would round the same people anew`,
      );
  }
}

/**
 * Remember a release, for good: what was shown once can be laid beside any later release. One with the same cells as
 * the last is the same release.
 */
export function rememberRelease(workspace: string, release: Release): void {
  const earlier = earlierReleases(workspace, release.tier);
  const hash = contentHash(release);
  if (earlier.at(-1)?.cells_sha256 === hash) return;
  const folder = memoryOf(workspace, release.tier);
  mkdirSync(folder, {recursive: true});
  const number = Number(earlier.at(-1)?.name ?? 0) + 1;
  const name = String(number).padStart(4, '0');
  const remembered: Remembered = {
    name,
    as_of: release.provenance.asOf,
    run: release.provenance.fingerprint,
    cells_sha256: hash,
    cells: release.cells,
    ...(release.tier === 'public' && {fingerprints: release.fingerprints}),
  };
  // it holds keys of the people in each cell, so it is for the owner of the workspace only
  const path = join(folder, `${name}.json.gz`);
  writeFileSync(`${path}.unfinished`, gzipSync(JSON.stringify(remembered)), {mode: 0o600});
  renameSync(`${path}.unfinished`, path);
}

/** The manifest of a release, with the report of its audit bound by hash; no figure stands in it. */
export function sealRelease(release: Release, audit: AuditReport | undefined): string {
  return `${JSON.stringify(
    {
      tier: release.tier,
      as_of: release.provenance.asOf,
      run: release.provenance.runId,
      fingerprint: release.provenance.fingerprint,
      thresholds: release.thresholds,
      families: release.families.map((family) => family.join(' ') || 'by_total'),
      cell_count: release.cells.length,
      cells_sha256: contentHash(release),
      audit: audit ?? null,
      audit_sha256: audit ? sha256(JSON.stringify(audit)) : null,
    },
    null,
    2,
  )}\n`;
}
