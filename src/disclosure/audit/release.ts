import type {Drawing} from '../../site/build.js';
import type {Register} from '../register.js';
import type {Release, Remembered} from '../release.js';
import {attackInternal, attackPlan} from './internal.js';
import {plantLeaks} from './mutations.js';
import {attackPublic} from './public.js';
import type {AuditLine, AuditReport} from './report.js';
import {attackSite, measureOf} from './site.js';
import {plantSiteLeaks} from './site-leaks.js';

/** What is judged, and by what. */
export interface Judged {
  readonly release: Release;
  readonly earlier: readonly Remembered[];
  /** Folder of the built site. */
  readonly site: string;
  /** The site drawn again from the protected tables. */
  readonly drawing: Drawing;
  readonly register: Register;
  /** Leaks planted to test the audit itself. */
  readonly leaks: number;
  /** A number from 0 to 1: which cells leak. */
  readonly draw: () => number;
}

/**
 * Try to break a release before it is put in place: by what its figures say together, by what it says beside earlier
 * ones, and by what stands in the bytes of the site.
 *
 * @param tables what became of the figures outside the closed list
 */
export async function auditRelease(judged: Judged, tables: readonly AuditLine[] = []): Promise<AuditReport> {
  const {release, earlier, site, drawing, register, leaks, draw} = judged;
  const attacks =
    release.tier === 'internal'
      ? await attackInternal(release, earlier)
      : await attackPublic(release, earlier);
  const measure = measureOf(release, register, drawing);
  return {
    tier: release.tier,
    lines: [
      ...attacks,
      ...tables,
      ...(release.tier === 'internal' ? [attackPlan(release)] : []),
      ...attackSite(measure, site),
      await plantLeaks(release, earlier, leaks, draw),
      plantSiteLeaks(measure, leaks, draw),
    ],
  };
}
