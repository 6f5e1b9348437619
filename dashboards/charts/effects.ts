import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import {widest} from './text.js';

/** One effect with its interval; without one it stands in words where its dot would be. */
export interface Effect {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The effect as the reader sees it, or why there is none. */
  readonly shown: string;
}

/** A dot and its interval per row, against a line at zero: what reaches over the line is no effect shown. */
export function effects(rows: readonly Effect[], width: number, format: (value: number) => string): Element {
  const isNarrow = width < narrow;
  const ends = rows.flatMap((row) => [row.low, row.high].filter((x) => x !== null));
  const [from, to] = [Math.min(-0.01, ...ends), Math.max(0.01, ...ends)];
  const labels = rows.map((row) => row.label);
  const height = isNarrow ? 58 : 40;
  const known = rows.filter((row) => row.value !== null);
  const silent = rows.filter((row) => row.value === null);
  return Plot.plot({
    ...base,
    width,
    height: rows.length * height + 48,
    marginLeft: isNarrow ? 8 : Math.min(16 + widest(labels), 230),
    marginRight: 24,
    marginTop: isNarrow ? 18 : 10,
    marginBottom: 38,
    x: {domain: [from * 1.1, to * 1.1], tickFormat: format, ticks: 5, grid: true, label: null, tickSize: 0},
    y: {domain: labels, label: null, axis: null, padding: 0.5},
    marks: [
      isNarrow ? null : Plot.axisY({tickSize: 0, label: null, lineWidth: 16}),
      Plot.ruleX([0], {stroke: colours.ink}),
      Plot.ruleY(known, {
        y: 'label',
        x1: 'low',
        x2: 'high',
        stroke: colours.registered,
        strokeWidth: 5,
        strokeOpacity: 0.4,
      }),
      Plot.dot(known, {x: 'value', y: 'label', r: 5.5, fill: colours.registered}),
      Plot.text(known, {x: 'value', y: 'label', text: 'shown', dy: -14, fontWeight: 600}),
      Plot.text(silent, {x: 0, y: 'label', text: 'shown', dx: 8, textAnchor: 'start', fill: colours.quiet}),
      isNarrow
        ? Plot.text(rows, {
            y: 'label',
            frameAnchor: 'left',
            text: 'label',
            textAnchor: 'start',
            dy: -26,
            fontWeight: 600,
          })
        : null,
    ],
  });
}
