import type {Cell} from './cells.js';
import {compare, type Thresholds} from './register.js';

export type Count = 'entitled' | 'notRegistered' | 'registered';

/** A count that must stay uncertain: for all a reader knows it may be `down` less and `up` more than it is. */
export interface Target {
  /** Of the cell in its list. */
  readonly index: number;
  readonly count: Count;
  readonly value: number;
  readonly up: number;
  readonly down: number;
}

/** Counts that are too small to show, or show too much by being nobody or everybody; small ones first. */
export function targetsOf(cells: readonly Cell[], thresholds: Thresholds): Target[] {
  const {smallest_count: k, smallest_group: group} = thresholds;
  const isFew = (value: number): boolean => value > 0 && value < k;
  const targets = cells.flatMap((cell, index): Target[] => {
    const {entitled, notRegistered} = cell;
    const registered = entitled - notRegistered;
    const isGroup = entitled > 0 && entitled < group;
    const target = (count: Count, value: number): Target => ({
      index,
      count,
      value,
      up: k,
      down: Math.min(value, k),
    });
    return [
      ...(isFew(entitled) ? [target('entitled', entitled)] : []),
      ...(isFew(notRegistered) || isDominated(cell, thresholds) || (isGroup && notRegistered === 0)
        ? [target('notRegistered', notRegistered)]
        : []),
      ...(isFew(registered) || (isGroup && registered === 0) ? [target('registered', registered)] : []),
    ];
  });
  return targets.sort((a, b) => a.value - b.value || compare(cells[a.index]!.id, cells[b.index]!.id));
}

/** Whether the second largest of an amount could work out the largest (the p% rule). */
function isDominated(cell: Cell, {dominance_percent: percent}: Thresholds): boolean {
  const rest = cell.notRegisteredCents - cell.largestCents - cell.secondCents;
  return cell.notRegistered > 0 && rest * 100 < percent * cell.largestCents;
}

/** One count of a cell, from its people and those of them without an account; of a change as well. */
export function countOf(entitled: number, notRegistered: number, count: Count): number {
  if (count === 'entitled') return entitled;
  return count === 'notRegistered' ? notRegistered : entitled - notRegistered;
}
