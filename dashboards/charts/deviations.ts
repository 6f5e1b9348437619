import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import {widest} from './text.js';

/** One change: to the left of zero when it is a fall. */
export interface Deviation {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
}

/** Bars to both sides of zero, each with its number beyond its end. */
export function deviations(
  rows: readonly Deviation[],
  width: number,
  format: (value: number) => string,
): Element {
  const isNarrow = width < narrow;
  const labels = rows.map((row) => row.label);
  const room =
    14 +
    widest(
      rows.map((row) => format(row.value)),
      true,
    );
  const falls = rows.some((row) => row.value < 0);
  const number = (side: 1 | -1): Plot.Markish =>
    Plot.text(
      rows.filter((row) => (row.value < 0 ? -1 : 1) === side),
      {
        x: 'value',
        y: 'label',
        text: (row: Deviation) => format(row.value),
        textAnchor: side < 0 ? 'end' : 'start',
        dx: 6 * side,
        fontWeight: 600,
      },
    );
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 32 + 16,
    marginLeft: Math.min(14 + widest(labels), isNarrow ? 130 : 240) + (falls ? room : 0),
    marginRight: room,
    marginTop: 6,
    marginBottom: 6,
    x: {
      axis: null,
      domain: [Math.min(0, ...rows.map((row) => row.value)), Math.max(1e-9, ...rows.map((row) => row.value))],
    },
    y: {domain: labels, label: null, axis: null, padding: 0.34},
    marks: [
      Plot.axisY({tickSize: 0, label: null, dx: falls ? -room : 0}),
      Plot.barX(rows, {x: 'value', y: 'label', fill: (row: Deviation) => row.colour}),
      number(1),
      number(-1),
      Plot.ruleX([0], {stroke: colours.ink}),
    ],
  });
}
