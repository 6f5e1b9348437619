import type {InternalRelease, PublicRelease, Release, ShownCell} from '../release.js';
import {replay} from './public.js';
import {type AuditLine, lineOf} from './report.js';

/**
 * S8: test the auditor itself. Leaks are planted one at a time, a hidden cell shown or an exact count in the place of
 * a rounded one, and it must find each of them.
 *
 * @param draw a number from 0 to 1, from whoever starts the test: which cells are taken
 */
export function plantLeaks(release: Release, leaks: number, draw: () => number): AuditLine {
  const missed: string[] = [];
  let tried = 0;
  for (let i = 0; i < leaks; i++) {
    const leak = release.tier === 'internal' ? unhide(release, draw) : unround(release, draw);
    if (!leak) break;
    tried += 1;
    if (!leak.isFound) missed.push(leak.id);
  }
  return lineOf('S8', 'plant a leak and look whether it is found', tried, missed);
}

interface Leak {
  readonly id: string;
  readonly isFound: boolean;
}

/** Show one hidden part. */
function unhide(release: InternalRelease, draw: () => number): Leak | undefined {
  const hidden = release.cells.filter((cell) => cell.notRegistered === null);
  const cell = hidden[Math.floor(draw() * hidden.length)];
  if (!cell) return undefined;
  const truth = release.years.flatMap((year) => year.cells).find((c) => c.id === cell.id)!;
  const leaked = release.cells.map((c) => (c === cell ? {...c, notRegistered: truth.notRegistered} : c));
  return {id: cell.id, isFound: differences(leaked, plannedCells(release)).includes(cell.id)};
}

/** What may be shown, decided anew from the rulings. */
export function plannedCells(release: Pick<InternalRelease, 'years'>): ShownCell[] {
  return release.years.flatMap((year) =>
    year.cells.map((cell) => {
      const ruling = year.suppression.rulings.get(cell.id)!;
      return {
        id: cell.id,
        entitled: ruling.entitled === 's' ? cell.entitled : null,
        notRegistered: ruling.parts === 's' ? cell.notRegistered : null,
      };
    }),
  );
}

/** Ids of cells that differ from the plan, are missing, or are not on it. */
function differences(found: readonly ShownCell[], planned: readonly ShownCell[]): string[] {
  const plan = new Map(planned.map((cell) => [cell.id, cell]));
  const wrong = found.filter((cell) => {
    const p = plan.get(cell.id);
    return !p || p.entitled !== cell.entitled || p.notRegistered !== cell.notRegistered;
  });
  const seen = new Set(found.map((cell) => cell.id));
  return [...wrong.map((cell) => cell.id), ...planned.filter((p) => !seen.has(p.id)).map((p) => p.id)];
}

/** Publish one count as it is. */
function unround(release: PublicRelease, draw: () => number): Leak | undefined {
  const base = release.thresholds.rounding_base;
  const open = release.keyed.flatMap((cell, i) => (cell.entitled % base === 0 ? [] : [i]));
  const at = open[Math.floor(draw() * open.length)];
  if (at === undefined) return undefined;
  const {entitled, id} = release.keyed[at]!;
  const cells = release.cells.with(at, {...release.cells[at]!, entitled});
  const rows = release.rows.with(at, {...release.rows[at]!, entitled});
  return {id, isFound: !replay({...release, cells, rows}).passed};
}
