import * as Plot from '@observablehq/plot';
import {signed} from '../../src/format.js';
import {base, colours, narrow} from '../theme.js';
import {besideRows} from './bars.js';
import {stepsAround} from './steps.js';
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

const anchors = ['start', 'middle', 'end'] as const;
type Anchor = (typeof anchors)[number];

/**
 * A dot and its interval per row, against a line at zero: what reaches over the line is no effect shown. The axis is in
 * percentage points, as the effects are said.
 *
 * @param format writes a share as a percentage
 */
export function effects(rows: readonly Effect[], width: number, format: (value: number) => string): Element {
  const isNarrow = width < narrow;
  const ends = rows.flatMap((row) => [row.low, row.high].filter((x) => x !== null));
  const ticks = stepsAround(Math.min(-0.01, ...ends), Math.max(0.01, ...ends));
  const labels = rows.map((row) => row.label);
  const height = isNarrow ? 66 : 40;
  const known = rows.filter((row) => row.value !== null);
  const silent = rows.filter((row) => row.value === null);
  // on a phone words in the middle of a dot near an edge would be cut off there
  const anchorOf = (row: Effect): Anchor => {
    const place = (row.value! - ticks[0]!) / (ticks.at(-1)! - ticks[0]!);
    return !isNarrow ? 'middle' : place < 0.3 ? 'start' : place > 0.7 ? 'end' : 'middle';
  };
  return Plot.plot({
    ...base,
    width,
    height: rows.length * height + 54,
    // the number below the leftmost tick stands half beside it
    marginLeft: isNarrow ? 24 : Math.min(16 + widest(labels), 230),
    marginRight: 24,
    marginTop: isNarrow ? 26 : 10,
    marginBottom: 44,
    x: {
      domain: [ticks[0]!, ticks.at(-1)!],
      ticks,
      tickFormat: (share: number) => signed(format(share).replace('%', '')),
      // on a phone the names stand where the lines would run
      grid: !isNarrow,
      label: 'procentpunt',
      labelAnchor: 'left',
      labelArrow: 'none',
      labelOffset: 36,
      tickSize: isNarrow ? 4 : 0,
    },
    y: {domain: labels, label: null, axis: null, padding: 0.5},
    marks: [
      isNarrow ? null : Plot.axisY({tickSize: 0, label: null, lineWidth: 16}),
      isNarrow ? besideRows(0, colours.ink, labels) : Plot.ruleX([0], {stroke: colours.ink}),
      Plot.ruleY(known, {
        y: 'label',
        x1: 'low',
        x2: 'high',
        stroke: colours.registered,
        strokeWidth: 5,
        strokeOpacity: 0.4,
      }),
      Plot.dot(known, {x: 'value', y: 'label', r: 5.5, fill: colours.registered}),
      ...anchors.map((textAnchor) =>
        Plot.text(
          known.filter((row) => anchorOf(row) === textAnchor),
          {x: 'value', y: 'label', text: 'shown', dy: -14, fontWeight: 600, textAnchor},
        ),
      ),
      Plot.text(silent, {x: 0, y: 'label', text: 'shown', dx: 8, textAnchor: 'start', fill: colours.quiet}),
      isNarrow
        ? Plot.text(rows, {
            y: 'label',
            frameAnchor: 'left',
            text: 'label',
            textAnchor: 'start',
            dy: -34,
            fontWeight: 600,
          })
        : null,
    ],
  });
}
