import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import {besideRows} from './bars.js';
import {textWidth, widest} from './text.js';

/** How long a step takes: the middle, nine of ten, ninety-nine of a hundred. */
export interface Strip {
  readonly label: string;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
}

/**
 * One strip a step on one scale from zero: a dot at the middle, a thick line to nine of ten, a thin one to
 * ninety-nine of a hundred. Distances say more than an average, which the slow few pull up.
 */
export function strips(rows: readonly Strip[], width: number, unit: string): Element {
  const isNarrow = width < narrow;
  const labels = rows.map((row) => row.label);
  const marginLeft = isNarrow ? 8 : Math.min(14 + widest(labels), 280);
  const most = Math.max(...rows.map((row) => row.p99), 1);
  const shown = (row: Strip): string => `${row.median} · ${row.p90} · ${row.p99} ${unit}`;
  const height = isNarrow ? 58 : 38;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * height + 34,
    marginLeft,
    marginRight: 14 + Math.max(...rows.map((row) => textWidth(shown(row), true)), 0),
    marginTop: isNarrow ? 20 : 4,
    marginBottom: 26,
    x: {domain: [0, most], label: null, ticks: 4, tickSize: 4},
    y: {domain: labels, axis: isNarrow ? null : 'left', label: null, tickSize: 0, padding: 0.4},
    marks: [
      isNarrow ? besideRows(0, colours.ink, labels) : Plot.ruleX([0], {stroke: colours.ink}),
      Plot.ruleY(rows, {y: 'label', x1: 0, x2: 'p99', stroke: colours.quiet, strokeWidth: 1.5}),
      Plot.ruleY(rows, {y: 'label', x1: 0, x2: 'p90', stroke: colours.notified, strokeWidth: 7}),
      Plot.dot(rows, {y: 'label', x: 'median', r: 5.5, fill: colours.registered, stroke: 'var(--ground)'}),
      Plot.text(rows, {y: 'label', x: 'p99', text: shown, textAnchor: 'start', dx: 8, fontWeight: 600}),
      isNarrow
        ? Plot.text(rows, {
            x: 0,
            y: 'label',
            text: 'label',
            textAnchor: 'start',
            dy: -22,
            fill: colours.quiet,
          })
        : null,
    ],
  });
}
