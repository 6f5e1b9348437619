import {rowsFromArrow} from '../../site/arrow-rows.js';
import type {Drawing} from '../../site/build.js';
import type {Cell} from '../cells.js';
import type {Release} from '../release.js';

/**
 * Whether a number can only come from one place. Below these bounds it may be an age, a day, a share or a year of the
 * calendar; whole euro and tenths may be the rounded form of a number that is shown.
 */
const tellsItself = (value: number, isAmount: boolean): boolean =>
  isAmount ? value >= 100 && Math.round(value * 100) % 10 !== 0 : value >= 2200 && value % 10 !== 0;

/**
 * Exact numbers that a site must not hold, and that can be told from every number it may hold: the euro of hidden
 * cells, and of everybody's tier the exact counts and euro of every cell. Numbers that a protected table happens to
 * hold as well, for another cell, are left out; so are small ones.
 */
export function secretNumbers(release: Release, drawing: Drawing): Set<number> {
  const secrets = new Set<number>();
  const addCount = (value: number): void => {
    if (tellsItself(value, false)) secrets.add(value);
  };
  const addEuro = (cents: number): void => {
    if (tellsItself(cents / 100, true)) secrets.add(cents / 100);
  };
  if (release.tier === 'public') {
    for (const cell of release.keyed) {
      addCount(cell.entitled);
      addCount(cell.notRegistered);
      for (const cents of amountsOf(cell)) addEuro(cents);
    }
  } else {
    const shown = new Map(release.cells.map((cell) => [cell.id, cell]));
    for (const cell of release.years.flatMap((year) => year.cells)) {
      const [entitled, without, having] = amountsOf(cell);
      const seen = shown.get(cell.id)!;
      if (seen.entitled === null) addEuro(entitled);
      if (seen.notRegistered === null) addEuro(without);
      // where nobody is without an account, those with one are everybody, who may be shown
      if (seen.notRegistered === null && without > 0) addEuro(having);
    }
  }
  for (const [path, bytes] of drawing.files) {
    if (!path.endsWith('.arrow')) continue;
    for (const row of rowsFromArrow(bytes))
      for (const value of Object.values(row)) if (typeof value === 'number') secrets.delete(value);
  }
  return secrets;
}

/** Cents of everybody in a cell, of those without an account, and of those with one. */
const amountsOf = (cell: Cell): readonly [number, number, number] => [
  cell.entitledCents,
  cell.notRegisteredCents,
  cell.entitledCents - cell.notRegisteredCents,
];
