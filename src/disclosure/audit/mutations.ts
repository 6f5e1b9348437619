import type {ProtectedYear} from '../protect.js';
import {type InternalRelease, type PublicRelease, pastOf, type Release, type Remembered} from '../release.js';
import {loadSolver} from '../solver.js';
import {targetsOf} from '../targets.js';
import {replay} from './public.js';
import {type AuditLine, lineOf} from './report.js';
import {type Leak, YearAttack} from './year-attack.js';

/**
 * S8: test the auditor itself. Leaks are planted one at a time, a hidden cell shown or an exact count in the place of
 * a rounded one, and the attacks must find each of them.
 *
 * @param draw a number from 0 to 1, from whoever starts the test: which cells are taken
 */
export function plantLeaks(
  release: Release,
  earlier: readonly Remembered[],
  leaks: number,
  draw: () => number,
): Promise<AuditLine> {
  return release.tier === 'internal' ? unhide(release, earlier, leaks, draw) : unround(release, leaks, draw);
}

const attack = 'plant a leak and look whether it is found';

/**
 * Show counts that are hidden only because others are small, one at a time, to attacks S1 to S3. Some were needed
 * until more was hidden after them: to show them gives nothing away, and they are no leak. That is only believed when
 * for every promise a table stands that keeps it, checked number by number.
 */
async function unhide(
  release: InternalRelease,
  earlier: readonly Remembered[],
  leaks: number,
  draw: () => number,
): Promise<AuditLine> {
  const planted = new Map<number, Leak[]>();
  const pool = release.years.flatMap((year) => secondariesOf(year).map((leak) => ({year, leak})));
  for (let i = 0; i < leaks && pool.length > 0; i++) {
    const [{year, leak}] = pool.splice(Math.floor(draw() * pool.length), 1) as [(typeof pool)[number]];
    planted.set(year.year, [...(planted.get(year.year) ?? []), leak]);
  }
  const solver = await loadSolver();
  const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
  const missed: string[] = [];
  let found = 0;
  let harmless = 0;
  for (const year of release.years) {
    const targets = targetsOf(year.cells, release.thresholds, pastOf(earlier));
    const reader = new YearAttack(year, shown, targets, release.thresholds.smallest_count, solver);
    for (const leak of planted.get(year.year) ?? []) {
      const outcome = reader.tryWith(leak);
      if (outcome === 'found') found += 1;
      else if (outcome === 'harmless') harmless += 1;
      else missed.push(`${year.cells[leak.index]!.id} ${leak.count}`);
    }
    reader.close();
  }
  const line = lineOf('S8', attack, found + missed.length, missed);
  return {
    ...line,
    finding: `${found} leaks found${missed.length > 0 ? `, ${line.finding}` : ''}; ${harmless} more gave nothing away`,
  };
}

/** Counts that are not small, and hidden because they would give a small one away. */
function secondariesOf({cells, suppression}: ProtectedYear): Leak[] {
  return cells.flatMap(({id}, index): Leak[] => {
    const ruling = suppression.rulings.get(id)!;
    return [
      ...(ruling.entitled === 'x' ? [{index, count: 'entitled' as const}] : []),
      ...(ruling.parts === 'x' ? [{index, count: 'notRegistered' as const}] : []),
    ];
  });
}

/** Publish counts as they are, one at a time. */
async function unround(release: PublicRelease, leaks: number, draw: () => number): Promise<AuditLine> {
  const base = release.thresholds.rounding_base;
  const open = release.keyed.flatMap((cell, i) => (cell.entitled % base === 0 ? [] : [i]));
  const missed: string[] = [];
  const tried = open.length === 0 ? 0 : leaks;
  for (let i = 0; i < tried; i++) {
    const at = open[Math.floor(draw() * open.length)]!;
    const {entitled, id} = release.keyed[at]!;
    const cells = release.cells.with(at, {...release.cells[at]!, entitled});
    const rows = release.rows.with(at, {...release.rows[at]!, entitled});
    if (replay({...release, cells, rows}).passed) missed.push(id);
  }
  return lineOf('S8', attack, tried, missed);
}
