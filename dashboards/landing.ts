import {longDay, percent} from '../src/format.js';
import {num, text} from '../src/site/arrow-rows.js';
import type {Row, Rows} from '../src/site/page.js';

/** Of the forecast of a year the row of the last day on which an account can be registered. */
export const deadlineRow = (rows: Rows): Row | undefined => rows.find((row) => row.is_deadline === true);

/** What part of the entitled has an account then: those of today and those to come. */
export const finalShare = (row: Row, key: string): number =>
  (num(row, 'registered_now') + num(row, key)) / num(row, 'entitled');

export const hasLimits = (row: Row): boolean => row.more_low_80 !== null && row.more_high_80 !== null;

/** A lower limit without an upper one: the upper one would reach everybody who waits, and says nothing. */
export const isOpenAbove = (row: Row, level: 80 | 95): boolean =>
  row[`more_low_${level}`] !== null && row[`more_high_${level}`] === null;

/**
 * Where a year will land, as a sentence with a space before it; nothing where that cannot be said.
 *
 * @param rows of `forecast`, of one reference year
 */
export function landing(rows: Rows): string {
  const end = deadlineRow(rows);
  if (!end) return '';
  const margin = hasLimits(end)
    ? ` (80 op 100: ${percent(finalShare(end, 'more_low_80'))} tot ${percent(finalShare(end, 'more_high_80'))})`
    : isOpenAbove(end, 80)
      ? ` (80 op 100: minstens ${percent(finalShare(end, 'more_low_80'))})`
      : '';
  return ` Naar raming is de rekening van ${percent(finalShare(end, 'more'))} gekend op de uiterste dag, ${longDay(text(end, 'on_date'))}${margin}.`;
}
