import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import {widest} from './text.js';

/** The same share twice: as it is, and as it would be. */
export interface Dumbbell {
  readonly label: string;
  /** 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/**
 * A ring and a dot per row with a line between them: what a share becomes when something is held equal. The scale
 * begins where the figures do, for it is the distance that speaks.
 *
 * @param format writes a share as a percentage
 */
export function dumbbells(
  rows: readonly Dumbbell[],
  width: number,
  format: (value: number) => string,
): Element {
  const isNarrow = width < narrow;
  const labels = rows.map((row) => row.label);
  const shown = (row: Dumbbell): string => `${format(row.from)} → ${format(row.to)}`;
  const ends = rows.flatMap((row) => [row.from, row.to]);
  const height = isNarrow ? 56 : 34;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * height + 40,
    marginLeft: isNarrow ? 14 : Math.min(16 + widest(labels), 280),
    marginRight: 20 + widest(rows.map(shown), true),
    marginTop: isNarrow ? 22 : 4,
    marginBottom: 30,
    x: {
      domain: [Math.min(...ends), Math.max(...ends)],
      nice: true,
      ticks: isNarrow ? 3 : 5,
      tickFormat: (share: number) => format(share),
      grid: !isNarrow,
      label: null,
      tickSize: 4,
    },
    y: {domain: labels, axis: null, padding: 0.4},
    marks: [
      isNarrow ? null : Plot.axisY({tickSize: 0, label: null}),
      Plot.ruleY(rows, {y: 'label', x1: 'from', x2: 'to', stroke: colours.quiet, strokeWidth: 2}),
      Plot.dot(rows, {
        ...{x: 'from', y: 'label', r: 5},
        ...{fill: 'var(--ground)', stroke: colours.quiet, strokeWidth: 2},
      }),
      Plot.dot(rows, {x: 'to', y: 'label', r: 5.5, fill: colours.registered}),
      Plot.text(rows, {
        ...{frameAnchor: 'right', y: 'label', text: shown, textAnchor: 'start', dx: 16},
        fontWeight: 600,
      }),
      isNarrow
        ? Plot.text(rows, {
            ...{frameAnchor: 'left', y: 'label', text: 'label', textAnchor: 'start', dy: -22},
            fill: colours.quiet,
          })
        : null,
    ],
  });
}
