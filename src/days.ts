import {misused} from './errors.js';

/** The Brussels calendar day of an instant, as ISO text. */
export function brusselsDay(now: Date): string {
  // Swedish writes days the ISO way
  return new Intl.DateTimeFormat('sv-SE', {timeZone: 'Europe/Brussels'}).format(now);
}

/** Whether a text is a day of the calendar, written the ISO way. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().slice(0, 10) === text
  );
}

/**
 * A day that a user typed.
 *
 * @throws {JobbonusError} exit 2 when it is no calendar day
 */
export function parseDay(text: string, option: string): string {
  if (
    !isDay(text) ||
    // no wage was declared before, and what is counted in days and weeks has room for no more
    !/^(19|2\d)/.test(text)
  ) {
    throw misused(
      'DAY',
      `${option} ${JSON.stringify(text)} is no day from 1900 to 2999; expected YYYY-MM-DD, as in 2023-12-31`,
    );
  }
  return text;
}

/**
 * Reference years that a user typed: `2021`, `2021,2022`, `2021-2023`, in any mixture.
 *
 * @throws {JobbonusError} exit 2
 */
export function parseYears(texts: readonly string[], option: string): number[] {
  const years = new Set<number>();
  for (const text of texts.flatMap((t) => t.split(','))) {
    const range = /^\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*$/.exec(text);
    const from = Number(range?.[1]);
    const to = Number(range?.[2] ?? range?.[1]);
    if (!range || to < from || to - from > 100) {
      throw misused(
        'YEAR',
        `${option} ${JSON.stringify(text)} is no reference year; expected a year or a range, as in 2022 or 2021-2023`,
      );
    }
    for (let year = from; year <= to; year++) years.add(year);
  }
  return [...years].sort((a, b) => a - b);
}
