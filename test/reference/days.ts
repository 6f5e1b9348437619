/**
 * Days and instants. A day is the text 'YYYY-MM-DD', so days compare as text; an instant is a whole number of
 * microseconds since 1970 UTC (below 2^53, so exact), because a timestamp may carry microseconds.
 */

/** The last day of a month (1-12). */
function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The same day a number of months later or earlier; in a shorter month its last day (contract §2.9). */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const newYear = Math.floor(count / 12);
  const newMonth = count - newYear * 12 + 1;
  const newDate = Math.min(date, lastDayOfMonth(newYear, newMonth));
  return `${pad(newYear, 4)}-${pad(newMonth, 2)}-${pad(newDate, 2)}`;
}

/** A number of days later or earlier. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** 20223 begins on 2022-07-01. */
export function firstDayOfQuarter(quarter: number): string {
  return `${Math.floor(quarter / 10)}-${pad((quarter % 10) * 3 - 2, 2)}-01`;
}

/**
 * The instant of an ISO timestamp with a zone, in microseconds.
 *
 * @throws {RangeError} when the text has no zone or is no timestamp
 */
export function instantOf(timestamp: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/.exec(
    timestamp,
  );
  if (!match) throw new RangeError(`'${timestamp}' is no timestamp with a zone`);
  const milliseconds = Date.parse(`${match[1]}T${match[2]}${match[4]}`);
  return milliseconds * 1000 + Number((match[3] ?? '').padEnd(6, '0'));
}

const BRUSSELS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day it is in Brussels at an instant (microseconds). */
export function brusselsDay(instant: number): string {
  return BRUSSELS.format(Math.floor(instant / 1000));
}

/** The end of a day in Brussels: the first instant (microseconds) of the day after, summer time observed. */
export function endOfBrusselsDay(day: string): number {
  const next = addDays(day, 1);
  for (const zone of ['+02:00', '+01:00']) {
    const instant = instantOf(`${next}T00:00:00${zone}`);
    if (brusselsDay(instant) === next && brusselsDay(instant - 1) === day) return instant;
  }
  throw new RangeError(`no midnight found after ${day} in Brussels`);
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
