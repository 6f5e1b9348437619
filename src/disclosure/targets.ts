import type {Cell, MostCents} from './cells.js';
import {compare, type Thresholds} from './register.js';

export const allCounts = ['entitled', 'notRegistered', 'registered'] as const;
export type Count = (typeof allCounts)[number];

/** A count that must stay uncertain: for all a reader knows it may be `down` less and `up` more than it is. */
export interface Target {
  /** Of the cell in its list. */
  readonly index: number;
  readonly count: Count;
  readonly value: number;
  readonly up: number;
  readonly down: number;
}

/**
 * Counts that are too small to show, or show too much by being nobody or everybody; and counts that differ by a few
 * from what was shown before of the same cell: for all a reader knows nobody came or went, or more than a few did.
 * Small ones first.
 */
export function targetsOf(cells: readonly Cell[], thresholds: Thresholds, past: Past = new Map()): Target[] {
  const {smallest_count: k, smallest_group: group} = thresholds;
  const isFew = (value: number): boolean => value > 0 && value < k;
  const total = cells.find((cell) => cell.family.length === 0);
  const targets = cells.flatMap((cell, index): Target[] => {
    const isGroup = cell.entitled > 0 && cell.entitled < group;
    const isSmall = {
      entitled: isFew(cell.entitled) || isDominated(cell.entitledCents, cell.entitledMost, thresholds),
      notRegistered:
        isFew(cell.notRegistered) ||
        isDominated(cell.notRegisteredCents, cell.notRegisteredMost, thresholds) ||
        (isGroup && cell.notRegistered === 0),
      registered:
        isFew(cell.entitled - cell.notRegistered) || (isGroup && cell.entitled === cell.notRegistered),
    };
    return allCounts.flatMap((count): Target[] => {
      const value = shownOf(cell, count);
      const room = isSmall[count] ? [{up: k, down: Math.min(value, k)}] : [];
      if (!isNearlyAll(cell, total, count, k))
        for (const then of past.get(cell.id) ?? []) {
          if (!differsByFew(cell, then, count, k)) continue;
          const came = value - shownOf(then, count);
          if (came > 0) room.push({up: k - came, down: came});
          else room.push({up: -came, down: Math.min(value, k + came)});
        }
      if (room.length === 0) return [];
      const up = Math.max(...room.map((side) => side.up));
      const down = Math.max(...room.map((side) => side.down));
      return [{index, count, value, up, down}];
    });
  });
  return targets.sort((a, b) => a.value - b.value || compare(cells[a.index]!.id, cells[b.index]!.id));
}

/** Whether the second largest of an amount could work out the largest (the p% rule). */
const isDominated = (
  cents: number,
  [largest, second]: MostCents,
  {dominance_percent: percent}: Thresholds,
): boolean => (cents - largest - second) * 100 < percent * largest;

/** What earlier releases showed, by cell. */
export type Past = ReadonlyMap<string, readonly Counts[]>;

/** Counts of one cell as a reader sees them; null is not shown. */
export interface Counts {
  readonly entitled: number | null;
  readonly notRegistered: number | null;
}

/**
 * Whether a count is everybody of its year, or all but a few: it follows from a total that is exact in every release,
 * and that a few people came somewhere tells of nobody.
 */
export function isNearlyAll(cell: Counts, total: Counts | undefined, count: Count, k: number): boolean {
  return total !== undefined && shownOf(total, count) - shownOf(cell, count) < k;
}

/** Whether two cells, as far as they are shown, differ in a count by a number of people that may not be shown. */
export function differsByFew(a: Counts, b: Counts, count: Count, k: number): boolean {
  const difference = Math.abs(shownOf(a, count) - shownOf(b, count));
  return difference > 0 && difference < k;
}

/** One count of a cell as far as it is shown; no number where it is not. */
function shownOf({entitled, notRegistered}: Counts, count: Count): number {
  return countOf(entitled ?? Number.NaN, notRegistered ?? Number.NaN, count);
}

/** One count of a cell, from its people and those of them without an account; of a change as well. */
export function countOf(entitled: number, notRegistered: number, count: Count): number {
  if (count === 'entitled') return entitled;
  return count === 'notRegistered' ? notRegistered : entitled - notRegistered;
}
