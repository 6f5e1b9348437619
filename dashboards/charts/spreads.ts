import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import {textWidth, widest} from './text.js';

/** How a quantity is spread over people: five of its quantiles. */
export interface Spread {
  readonly label: string;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  /** Drawn quietly, as what the others are laid beside. */
  readonly isEarlier: boolean;
}

/** One strip a row on one scale: a dot at the middle, a thick line around half of the people, a thin one around eight of ten. */
export function spreads(rows: readonly Spread[], width: number, show: (value: number) => string): Element {
  const isNarrow = width < narrow;
  const labels = rows.map((row) => row.label);
  const colour = (row: Spread): string => (row.isEarlier ? colours.other : colours.registered);
  const shown = (row: Spread): string => show(row.median);
  return Plot.plot({
    ...base,
    width,
    height: rows.length * (isNarrow ? 46 : 30) + 44,
    marginLeft: isNarrow ? 8 : 14 + widest(labels),
    marginRight: 14 + Math.max(...rows.map((row) => textWidth(shown(row), true)), 0),
    marginTop: isNarrow ? 20 : 4,
    marginBottom: 36,
    x: {
      domain: [
        Math.min(...rows.map((row) => row.p10)) * 0.96,
        Math.max(...rows.map((row) => row.p90)) * 1.02,
      ],
      label: 'euro per maand',
      labelArrow: 'none',
      labelOffset: 32,
      ticks: isNarrow ? 4 : 7,
      tickFormat: show,
      tickSize: 4,
    },
    y: {domain: labels, axis: isNarrow ? null : 'left', label: null, tickSize: 0, padding: 0.4},
    marks: [
      Plot.ruleY(rows, {y: 'label', x1: 'p10', x2: 'p90', stroke: colours.quiet, strokeWidth: 1.5}),
      Plot.ruleY(rows, {y: 'label', x1: 'p25', x2: 'p75', stroke: colour, strokeWidth: 7}),
      Plot.dot(rows, {y: 'label', x: 'median', r: 5, fill: colours.ink, stroke: 'var(--ground)'}),
      Plot.text(rows, {
        y: 'label',
        x: 'p90',
        text: shown,
        textAnchor: 'start',
        dx: 8,
        fontWeight: 600,
      }),
      isNarrow
        ? Plot.text(rows, {
            x: Math.min(...rows.map((row) => row.p10)) * 0.96,
            y: 'label',
            text: 'label',
            textAnchor: 'start',
            dy: -18,
            fill: colours.quiet,
          })
        : null,
    ],
  });
}
