import type {Register} from '../register.js';
import type {Release, Remembered} from '../release.js';
import {attackInternal} from './internal.js';
import {plantLeaks} from './mutations.js';
import {attackPublic} from './public.js';
import type {AuditReport} from './report.js';
import {attackSite} from './site.js';

/**
 * Try to break a release before it is put in place: by what its figures say together, by what it says beside earlier
 * ones, and by what stands in the bytes of the site.
 *
 * @param site folder of the built site
 * @param leaks planted to test the audit itself
 * @param draw a number from 0 to 1: which cells leak
 */
export async function auditRelease(
  release: Release,
  earlier: readonly Remembered[],
  site: string,
  register: Register,
  leaks: number,
  draw: () => number,
): Promise<AuditReport> {
  const attacks =
    release.tier === 'internal'
      ? await attackInternal(release, earlier)
      : await attackPublic(release, earlier);
  return {
    tier: release.tier,
    lines: [...attacks, ...attackSite(release, site, register), plantLeaks(release, leaks, draw)],
  };
}
