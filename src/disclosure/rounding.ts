import {createHmac} from 'node:crypto';
import {roundedShare} from '../rounded-share.js';
import {type Cell, cellId, noMost} from './cells.js';
import type {Thresholds} from './register.js';

/**
 * The record key of a person in a reference year: a number from 0 to 2^32 - 1 that only who has the secret can
 * work out. The same person has another key in another year.
 */
export function recordKey(secret: string, year: number, pseudonym: string): number {
  return createHmac('sha256', secret).update(`jobbonus-rk-v1|${year}|${pseudonym}`).digest().readUInt32BE(0);
}

/** Cell keys are sums of record keys modulo this. */
export const keyRange = 2 ** 32;

/**
 * Keyed random rounding: a count to a multiple of the base, up or down by chance with the count as its expectation.
 * The chance comes from the people themselves, so the same people give the same figure in any table on any day.
 * Whole numbers only. Zero and multiples of the base stay as they are; no figure is off by the base or more.
 *
 * @param key sum of the record keys of the distinct people counted, modulo 2^32
 */
export function rounded(count: number, key: number, base: number): number {
  const rest = count % base;
  const goesUp = key < Math.floor((keyRange * rest) / base);
  return count - rest + (goesUp ? base : 0);
}

/** A cell with its two keys; exact, so it may not leave. */
export interface KeyedCell extends Cell {
  readonly entitledKey: number;
  readonly notRegisteredKey: number;
}

/** A cell as everybody may see it. */
export interface PublicCell {
  readonly reference_year: number;
  readonly dimension: string;
  readonly category: string;
  readonly level_1: string | null;
  readonly level_2: string | null;
  readonly level_3: string | null;
  readonly entitled: number;
  readonly registered: number;
  readonly not_registered: number;
  readonly not_registered_eur: number | null;
  readonly rate: number | null;
  readonly share: number | null;
  /** Columns that print as fewer than the base (`x`), below one percent (`x<`) or above ninety-nine (`x>`). */
  readonly few: string;
  /** Columns that print as hidden: a rate or an amount of a group that is there, and too small for it. */
  readonly hidden: string;
}

/**
 * A cell as it is published: people and those without an account rounded by their keys, everybody else derived, a
 * rate only where enough people stand under it, and euro as the rounded people times their rounded mean.
 *
 * @param total the published cell of everybody of the year, for the share
 */
export function publicCell(
  cell: KeyedCell,
  names: {readonly dimension: string; readonly category: string},
  thresholds: Thresholds,
  totalWithout: number,
): PublicCell {
  const {rounding_base: base, public_rate_from: rateFrom, public_amount_from: amountFrom} = thresholds;
  const entitled = rounded(cell.entitled, cell.entitledKey, base);
  const notRegistered = rounded(cell.notRegistered, cell.notRegisteredKey, base);
  const registered = Math.max(0, entitled - notRegistered);
  const counts = {entitled, registered, not_registered: notRegistered};
  const few = Object.entries(counts).flatMap(([name, value]) => (value === 0 ? [name] : []));
  const rate = entitled >= rateFrom ? Math.min(notRegistered / entitled, 1) : null;
  if (rate !== null && rate < 0.01) few.push('rate<');
  if (rate !== null && rate > 0.99) few.push('rate>');
  const hidden = [
    ...(rate === null && entitled > 0 ? ['rate'] : []),
    ...(notRegistered < amountFrom && notRegistered > 0 ? ['not_registered_eur'] : []),
  ];
  const mean =
    cell.notRegistered > 0 ? Math.round(cell.notRegisteredCents / cell.notRegistered / 1000) * 10 : 0;
  return {
    reference_year: cell.year,
    ...names,
    level_1: cell.levels[0] ?? null,
    level_2: cell.levels[1] ?? null,
    level_3: cell.levels[2] ?? null,
    ...counts,
    not_registered_eur: notRegistered >= amountFrom ? notRegistered * mean : null,
    rate: rate === null ? null : roundedShare(Math.min(Math.max(rate, 0.01), 0.99), entitled),
    share: totalWithout >= rateFrom ? Math.round((notRegistered / totalWithout) * 1000) / 1000 : null,
    few: few.join(' '),
    hidden: hidden.join(' '),
  };
}

/** Cells of the closed list that hold nobody stand on it like any other, so that being on it says nothing. */
export function withEmptyCells(cells: readonly KeyedCell[]): KeyedCell[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const years = [...new Set(cells.map((cell) => cell.year))];
  const families = new Map(cells.map((cell) => [cell.family.join(' '), cell.family]));
  const levels = new Map<string, Set<string>>();
  for (const cell of cells)
    cell.family.forEach((dimension, i) => {
      levels.set(dimension, (levels.get(dimension) ?? new Set()).add(cell.levels[i]!));
    });
  return years.flatMap((year) =>
    [...families.values()].flatMap((family) =>
      family
        .reduce<string[][]>(
          (rows, dimension) =>
            rows.flatMap((row) => [...levels.get(dimension)!].sort().map((level) => [...row, level])),
          [[]],
        )
        .map((those): KeyedCell => {
          const id = cellId(year, family, those);
          return (
            byId.get(id) ?? {
              ...{year, family, levels: those, id, entitled: 0, notRegistered: 0, entitledCents: 0},
              ...{
                notRegisteredCents: 0,
                entitledMost: noMost,
                notRegisteredMost: noMost,
                entitledKey: 0,
                notRegisteredKey: 0,
              },
            }
          );
        }),
    ),
  );
}
