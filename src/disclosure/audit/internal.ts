import {plannedCells} from '../protect.js';
import {everybody} from '../register.js';
import {type InternalRelease, pastOf, type Remembered, type ShownCell} from '../release.js';
import {loadSolver} from '../solver.js';
import {allCounts, differsByFew, isNearlyAll, targetsOf} from '../targets.js';
import {type AuditLine, lineOf} from './report.js';
import {YearAttack} from './year-attack.js';

/**
 * Try to break an internal release: what a reader of all its tables could work out, alone, as the only member of a
 * cell, by laying two cells on each other, or by laying it on an earlier release.
 */
export async function attackInternal(
  release: InternalRelease,
  earlier: readonly Remembered[],
): Promise<AuditLine[]> {
  const solver = await loadSolver();
  const past = pastOf(earlier);
  const {smallest_count: k} = release.thresholds;
  const alone = {tried: 0, broken: [] as string[]};
  const inside = {tried: 0, broken: [] as string[]};
  const nested = {tried: 0, broken: [] as string[]};
  const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
  for (const year of release.years) {
    const targets = targetsOf(year.cells, release.thresholds, past);
    const attack = new YearAttack(year, shown, targets, k, solver);
    for (const target of targets) {
      const name = `${year.cells[target.index]!.id} ${target.count}`;
      alone.tried += 1;
      if (!attack.isSafe(target)) alone.broken.push(name);
      for (const insider of attack.insidersOf(target)) {
        inside.tried += 1;
        if (attack.isExact(target, insider)) inside.broken.push(name);
      }
    }
    const pairs = attack.nearPairs();
    nested.tried += pairs.tried;
    nested.broken.push(...pairs.broken);
    attack.close();
  }
  return [
    lineOf('S1', 'narrow every small count with all that is shown', alone.tried, alone.broken),
    lineOf('S2', 'the same, by somebody who is the only one of a cell', inside.tried, inside.broken),
    lineOf('S3', 'subtract a cell from one that holds it', nested.tried, nested.broken),
    attackOverTime(release, earlier, k),
  ];
}

/** S6: cells of this release and an earlier one that differ by a few people, those of nearly a whole year left out. */
export function attackOverTime(
  release: {readonly cells: readonly ShownCell[]},
  earlier: readonly Remembered[],
  k: number,
): AuditLine {
  const totals = new Map(
    release.cells.filter(({id}) => id.split('|')[1] === everybody).map((cell) => [yearOf(cell), cell]),
  );
  const broken: string[] = [];
  let tried = 0;
  for (const before of earlier) {
    const shown = new Map(before.cells.map((cell) => [cell.id, cell]));
    for (const cell of release.cells) {
      const then = shown.get(cell.id);
      if (!then) continue;
      tried += 1;
      const total = totals.get(yearOf(cell));
      if (
        allCounts.some((count) => differsByFew(cell, then, count, k) && !isNearlyAll(cell, total, count, k))
      )
        broken.push(`${cell.id} against release ${before.name} (${before.as_of})`);
    }
  }
  return lineOf('S6', 'subtract an earlier release', tried, broken);
}

const yearOf = ({id}: ShownCell): string => id.split('|')[0]!;

/** S7: the cells that were published are those of the plan, with what the plan lets be seen of each. */
export function attackPlan({cells, years}: Pick<InternalRelease, 'cells' | 'years'>): AuditLine {
  const plan = new Map(plannedCells(years).map((cell) => [cell.id, cell]));
  const wrong = cells.filter((cell) => {
    const planned = plan.get(cell.id);
    return planned?.entitled !== cell.entitled || planned.notRegistered !== cell.notRegistered;
  });
  const seen = new Set(cells.map((cell) => cell.id));
  const missing = [...plan.keys()].filter((id) => !seen.has(id));
  return lineOf('S7', 'lay the published cells on what was decided', plan.size, [
    ...wrong.map((cell) => cell.id),
    ...missing,
  ]);
}
