import * as Plot from '@observablehq/plot';
import {shortDay} from '../../src/format.js';
import {base, colours} from '../theme.js';
import {widest} from './text.js';

export interface WeekBar {
  /** ISO day on which the week begins. */
  readonly from: string;
  readonly parts: readonly {readonly value: number; readonly colour: string}[];
}

export interface Action {
  readonly day: string;
  readonly label: string;
}

/** Stacked bars per calendar week from zero, with what was done to reach people as numbered marks above. */
export function weeks(
  rows: readonly WeekBar[],
  actions: readonly Action[],
  width: number,
  format: (value: number) => string,
): Element {
  const flat = rows.flatMap((row) => {
    let y = 0;
    return row.parts.map((part) => {
      const piece = {...part, x: day(row.from), x2: day(row.from, 6.4), y1: y, y2: y + part.value};
      y += part.value;
      return piece;
    });
  });
  const top = Math.max(1, ...flat.map((piece) => piece.y2));
  return Plot.plot({
    ...base,
    width,
    height: 300,
    marginLeft: Math.max(36, 14 + widest([format(top)])),
    marginTop: 34,
    marginRight: 40,
    marginBottom: 36,
    x: {
      type: 'utc',
      label: null,
      ticks: ticks(rows, width < 520 ? 4 : 8),
      tickFormat: (d: Date) => shortDay(iso(d)),
    },
    y: {label: null, grid: true, tickFormat: format, ticks: 5, tickSize: 0, domain: [0, top]},
    marks: [
      Plot.rect(flat, {
        x1: 'x',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        fill: (piece: {colour: string}) => piece.colour,
      }),
      Plot.ruleX(actions, {x: (a: Action) => day(a.day), stroke: colours.ink, strokeDasharray: '2 3'}),
      Plot.text(actions, {
        x: (a: Action) => day(a.day),
        frameAnchor: 'top',
        dy: -16,
        text: 'label',
        fontWeight: 600,
      }),
      Plot.ruleY([0], {stroke: colours.ink}),
    ],
  });
}

/** At most so many Mondays while weeks can be told apart, then as many round months as a chart of time offers. */
function ticks(rows: readonly WeekBar[], most: number): Date[] | number {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const count = 1 + Math.round((day(last.from).getTime() - day(first.from).getTime()) / (7 * 86_400_000));
  const apart = Math.ceil(count / most);
  return apart > 4
    ? most
    : Array.from({length: Math.ceil(count / apart)}, (_, i) => day(first.from, 7 * apart * i));
}

const day = (text: string, plus = 0): Date => new Date(Date.parse(`${text}T00:00:00Z`) + plus * 86_400_000);
const iso = (date: Date): string => date.toISOString().slice(0, 10);
