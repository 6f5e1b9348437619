import * as Plot from '@observablehq/plot';
import {base, colours, narrow} from '../theme.js';
import type {Bar} from './bars.js';

export interface Panel {
  readonly title: string;
  readonly rows: readonly Bar[];
}

/** The same stages in two measures side by side (below each other where it is narrow), each from its own zero. */
export function panels(all: readonly Panel[], width: number): Element {
  const isNarrow = width < narrow;
  const figure = document.createElement('div');
  figure.className = isNarrow ? 'panels stacked' : 'panels';
  for (const [i, panel] of all.entries()) {
    const hasLabels = isNarrow || i === 0;
    const labels = hasLabels ? 118 : 0;
    const share = isNarrow ? width : i === 0 ? (width + 118) / 2 : (width - 118) / 2;
    figure.append(
      Plot.plot({
        ...base,
        width: Math.floor(share) - (isNarrow ? 0 : 10),
        height: panel.rows.length * 38 + 34,
        marginLeft: labels,
        marginRight: 92,
        marginTop: 28,
        marginBottom: 0,
        x: {axis: null, domain: [0, Math.max(...panel.rows.map((row) => row.value), 1)]},
        y: {
          domain: panel.rows.map((row) => row.label),
          label: null,
          axis: hasLabels ? 'left' : null,
          tickSize: 0,
          padding: 0.32,
        },
        marks: [
          Plot.text([panel.title], {
            frameAnchor: 'top-left',
            dy: -24,
            textAnchor: 'start',
            fontWeight: 700,
            fill: colours.ink,
          }),
          Plot.barX(panel.rows, {x: 'value', y: 'label', fill: (row: Bar) => row.colour}),
          Plot.text(panel.rows, {
            x: 'value',
            y: 'label',
            text: 'shown',
            textAnchor: 'start',
            dx: 6,
            fontWeight: 600,
          }),
          Plot.ruleX([0], {stroke: 'var(--ink)'}),
        ],
      }),
    );
  }
  return figure;
}
