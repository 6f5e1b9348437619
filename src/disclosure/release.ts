import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Provenance} from '../site/page.js';
import type {AuditReport} from './audit/report.js';
import type {ProtectedYear} from './protect.js';
import type {Family, Thresholds, Tier} from './register.js';
import type {KeyedCell, PublicCell} from './rounding.js';

/** One cell as a release shows it; null is not shown. */
export interface ShownCell {
  readonly id: string;
  readonly entitled: number | null;
  readonly notRegistered: number | null;
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
}

export type Release = InternalRelease | PublicRelease;

/** What is remembered of a release, to compare the next one with. */
export interface Remembered {
  readonly name: string;
  readonly as_of: string;
  readonly run: string;
  readonly cells_sha256: string;
  readonly cells: readonly ShownCell[];
}

const contentHash = (release: Release): string => sha256(JSON.stringify(release.cells));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const memoryOf = (workspace: string, tier: Tier): string => join(resolve(workspace), 'releases', tier);

/** Releases of a tier so far, oldest first. */
export function earlierReleases(workspace: string, tier: Tier): Remembered[] {
  const folder = memoryOf(workspace, tier);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Remembered);
}

/** Internal dashboards are built over and over; the last few say enough about what a reader can compare. */
const rememberedInternal = 5;

/** Remember a release; one with the same cells as the last is the same release. */
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
  };
  // it holds keys of the people in each cell, so it is for the owner of the workspace only
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(remembered), {mode: 0o600});
  const old = earlier.length + 1 - rememberedInternal;
  if (release.tier === 'internal')
    for (const {name: gone} of earlier.slice(0, Math.max(0, old))) rmSync(join(folder, `${gone}.json`));
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
