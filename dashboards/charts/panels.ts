import * as Plot from '@observablehq/plot';
import {count} from '../../src/format.js';
import {base, colours, narrow} from '../theme.js';
import {type Bar, barMarks, hatched, shownOf} from './bars.js';
import {bandStep, breakMarks} from './broken.js';
import {widest} from './text.js';

export interface Panel {
  readonly title: string;
  readonly rows: readonly Bar[];
  /** Writes the value of a bar that has no text of its own. */
  readonly format?: (value: number) => string;
  /** End of the scale, where it is not the longest bar: 1 for shares, so that what is missing shows as empty. */
  readonly end?: number;
}

/**
 * The same rows in two measures side by side (below each other where it is narrow), each from its own zero: persons
 * and euro are never drawn on one scale.
 *
 * @param breaks where the rows are reference years: those whose rules differ from the year before
 */
export function panels(
  all: readonly Panel[],
  width: number,
  breaks: ReadonlySet<number> = new Set(),
): Element {
  const isNarrow = width < narrow;
  const figure = document.createElement('div');
  figure.className = isNarrow ? 'panels stacked' : 'panels';
  const labels = 14 + widest(all.flatMap((panel) => panel.rows.map((row) => row.label)));
  const room = Math.min(labels, isNarrow ? width * 0.42 : 260);
  const gap = 12;
  for (const [i, panel] of all.entries()) {
    const hasLabels = isNarrow || i === 0;
    const each = (width - room - gap * (all.length - 1)) / all.length;
    const format = panel.format ?? count;
    // a break stands between two rows and has a name
    const rowHeight = panel.rows.length > 6 ? 30 : breaks.size > 0 ? 50 : 36;
    const padding = breaks.size > 0 ? 0.52 : 0.32;
    const svg = Plot.plot({
      ...base,
      width: Math.floor(isNarrow ? width : each + (hasLabels ? room : 0)),
      height: panel.rows.length * rowHeight + 34,
      marginLeft: hasLabels ? room : 1,
      marginRight:
        14 +
        widest(
          panel.rows.map((row) => shownOf(row, format)),
          true,
        ),
      marginTop: 28,
      marginBottom: 6,
      x: {axis: null, domain: [0, panel.end ?? Math.max(...panel.rows.map((row) => row.value), 1e-9)]},
      y: {domain: panel.rows.map((row) => row.label), label: null, axis: null, padding},
      marks: [
        hasLabels ? Plot.axisY({tickSize: 0, label: null, lineWidth: room / 12}) : null,
        Plot.text([panel.title], {
          frameAnchor: 'top-left',
          dy: -24,
          textAnchor: 'start',
          fontWeight: 700,
          fill: colours.ink,
        }),
        ...barMarks(panel.rows, format),
        ...breakMarks(
          panel.rows.map((row) => row.label),
          breaks,
          bandStep(panel.rows.length * rowHeight, panel.rows.length, padding),
          hasLabels,
        ),
        Plot.ruleX([0], {stroke: 'var(--ink)'}),
      ],
    });
    figure.append(hatched(svg, panel.rows));
  }
  return figure;
}
