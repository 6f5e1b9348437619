import * as Plot from '@observablehq/plot';
import {shortMonths} from '../../src/format.js';
import {base, colours} from '../theme.js';

/** One day: how many registered, and what happened. */
export interface CalendarDay {
  /** ISO day. */
  readonly day: string;
  readonly value: number;
}

/** What happened on a day; one sign a kind, told in the key. */
export interface CalendarEvent {
  readonly day: string;
  readonly kind: EventKind;
}

export type EventKind = 'letters' | 'reminders' | 'press' | 'outreach' | 'holiday';

/** Signs instead of colours: a strip of days has one scale of colour already. */
export const eventSigns: Readonly<Record<EventKind, {readonly sign: string; readonly name: string}>> = {
  letters: {sign: '•', name: 'eerste brieven'},
  reminders: {sign: '▲', name: 'herinnering'},
  press: {sign: '◆', name: 'pers'},
  outreach: {sign: '■', name: 'sociale media of partners'},
  holiday: {sign: '×', name: 'feestdag'},
};

const weekdays = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'];

/**
 * A strip of days: a column a week, a row a weekday, the darker the more people registered, with a sign where
 * something happened. Where the weeks do not fit beside each other the strip goes on below, as on a phone.
 *
 * @param days at least one; days without a row are empty
 */
export function calendar(
  days: readonly CalendarDay[],
  events: readonly CalendarEvent[],
  colour: string,
  width: number,
): Element {
  const all = [...new Set([...days, ...events].map(({day}) => mondayOf(day)))].sort();
  const every = filled(all);
  const room = width - left - right;
  const strips = Math.max(1, Math.ceil((every.length * smallestCell) / room));
  const each = Math.max(1, Math.ceil(every.length / strips));
  const cell = Math.min(22, room / each);
  const figure = document.createElement('div');
  const top = Math.max(1, ...days.map((row) => row.value));
  const signs = signsOf(events);
  for (let from = 0; from < every.length; from += each)
    figure.append(strip(every.slice(from, from + each), {days, signs, colour, cell, top}));
  return figure;
}

/** Room for the names of the weekdays, and for the last name of a month. */
const [left, right] = [30, 8];

/** A day narrower than this has no room for a sign. */
const smallestCell = 13;

interface StripOptions {
  readonly days: readonly CalendarDay[];
  readonly signs: readonly CalendarEvent[];
  readonly colour: string;
  /** Width and height of a day. */
  readonly cell: number;
  /** Most people on a day of the whole calendar. */
  readonly top: number;
}

function strip(weeks: readonly string[], {days, signs, colour, cell, top}: StripOptions): Element {
  const shown = new Set(weeks);
  const placed = <T extends {readonly day: string}>(rows: readonly T[]) =>
    rows
      .map((row) => ({...row, week: mondayOf(row.day), weekday: weekdayOf(row.day)}))
      .filter((row) => shown.has(row.week));
  // a month is named above its first week
  const names = weeks.flatMap((week, i) => {
    const [month, before] = [week.slice(5, 7), weeks[i - 1]?.slice(5, 7)];
    // a month of which one week is left has no room for its name
    const isCut = i === 0 && weeks[2]?.slice(5, 7) !== month;
    return month === before || isCut || i > weeks.length - 3
      ? []
      : [{week, name: shortMonths[Number(month) - 1]!}];
  });
  return Plot.plot({
    ...base,
    width: Math.ceil(left + right + cell * weeks.length),
    height: Math.ceil(7 * cell + 30),
    marginLeft: left,
    marginRight: right,
    marginTop: 24,
    marginBottom: 6,
    x: {domain: weeks, axis: null, padding: 0},
    y: {domain: weekdays, label: null, tickSize: 0, padding: 0},
    marks: [
      Plot.cell(placed(days), {
        x: 'week',
        y: 'weekday',
        fill: colour,
        // the root keeps quiet days apart from empty ones
        fillOpacity: (row: CalendarDay) => 0.08 + 0.62 * Math.sqrt(row.value / top),
        inset: 0.75,
      }),
      Plot.text(names, {
        x: 'week',
        y: () => weekdays[0]!,
        text: 'name',
        dy: -cell / 2 - 9,
        textAnchor: 'start',
        dx: -cell / 2,
        fill: colours.quiet,
      }),
      Plot.text(placed(signs), {
        x: 'week',
        y: 'weekday',
        text: (event: CalendarEvent) => eventSigns[event.kind].sign,
        fontWeight: 700,
        fontSize: Math.max(9, Math.min(13, cell * 0.75)),
        fill: colours.ink,
        stroke: 'var(--ground)',
        strokeWidth: 2,
      }),
    ],
  });
}

/** One event a day: of several things on one day the rarest tells most. */
function signsOf(events: readonly CalendarEvent[]): CalendarEvent[] {
  const rank: EventKind[] = ['holiday', 'press', 'reminders', 'outreach', 'letters'];
  const signs = new Map<string, CalendarEvent>();
  for (const kind of [...rank].reverse())
    for (const event of events) if (event.kind === kind) signs.set(event.day, event);
  return [...signs.values()];
}

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

const weekdayOf = (day: string): string => weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!;

/** Every Monday from the first to the last. */
function filled(mondays: readonly string[]): string[] {
  const [from, to] = [mondays[0], mondays.at(-1)];
  if (from === undefined || to === undefined) return [];
  const weeks: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 7 * 86_400_000)
    weeks.push(new Date(at).toISOString().slice(0, 10));
  return weeks;
}
