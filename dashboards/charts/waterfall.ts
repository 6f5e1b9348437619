import * as Plot from '@observablehq/plot';
import {signed} from '../../src/format.js';
import {base, colours} from '../theme.js';
import {widest} from './text.js';

/** One step: where it starts and ends. A total starts at zero. */
export interface Fall {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
}

/** From one total to the next, step by step; each step begins where the one before ended. */
export function waterfall(rows: readonly Fall[], width: number, format: (value: number) => string): Element {
  const shown = rows.map((row) => (row.isTotal ? format(row.to) : signed(format(row.to - row.from))));
  return Plot.plot({
    ...base,
    width,
    height: rows.length * 36 + 8,
    marginLeft: 14 + widest(rows.map((row) => row.label)),
    marginRight: 14 + widest(shown, true),
    marginTop: 0,
    marginBottom: 8,
    x: {axis: null, domain: [0, Math.max(...rows.flatMap((row) => [row.from, row.to]), 1)]},
    y: {domain: rows.map((row) => row.label), label: null, tickSize: 0, padding: 0.34},
    marks: [
      Plot.rect(rows, {
        x1: (row: Fall) => Math.min(row.from, row.to),
        x2: (row: Fall) => Math.max(row.from, row.to),
        y: 'label',
        fill: (row: Fall) =>
          row.isTotal ? colours.paid : row.to >= row.from ? colours.registered : colours.missing,
      }),
      Plot.text(rows, {
        x: (row: Fall) => Math.max(row.from, row.to),
        y: 'label',
        text: shown,
        textAnchor: 'start',
        dx: 6,
        fontWeight: 600,
      }),
      Plot.ruleX([0], {stroke: 'var(--ink)'}),
    ],
  });
}
