import * as Plot from '@observablehq/plot';
import {base, narrow} from '../theme.js';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Printed at the end of the bar. */
  readonly shown: string;
  readonly colour: string;
}

/** Horizontal bars from zero with their value at the end: the eye compares lengths, the text gives the number. */
export function bars(rows: readonly Bar[], width: number, tickFormat: (value: number) => string): Element {
  const longest = Math.max(...rows.map((row) => row.label.length));
  const isNarrow = width < narrow;
  const marginLeft = isNarrow ? 0 : Math.min(10 + longest * 7, 260);
  const height = isNarrow ? 46 : 34;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * height + 26,
    marginLeft,
    marginRight: 96,
    marginTop: isNarrow ? 12 : 0,
    x: {axis: null, domain: [0, Math.max(...rows.map((row) => row.value), 1)], tickFormat},
    y: {
      domain: rows.map((row) => row.label),
      label: null,
      axis: isNarrow ? null : 'left',
      tickSize: 0,
      padding: isNarrow ? 0.55 : 0.35,
    },
    marks: [
      Plot.barX(rows, {x: 'value', y: 'label', fill: (row: Bar) => row.colour}),
      Plot.text(rows, {x: 'value', y: 'label', text: 'shown', textAnchor: 'start', dx: 6, fontWeight: 600}),
      isNarrow
        ? Plot.text(rows, {
            x: 0,
            y: 'label',
            text: 'label',
            textAnchor: 'start',
            dy: -21,
            fill: 'var(--quiet)',
          })
        : null,
      Plot.ruleX([0], {stroke: 'var(--ink)'}),
    ],
  });
}
