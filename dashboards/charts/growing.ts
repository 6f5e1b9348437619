import * as Plot from '@observablehq/plot';
import {base, colours} from '../theme.js';
import {hatched, hatchId} from './bars.js';
import {swatches} from './stacks.js';
import {widest} from './text.js';

/** One period: what is known of it, and what is still to become known, with limits on their sum. */
export interface GrowingBar {
  readonly label: string;
  readonly known: number;
  /** Null where too little is known to say. */
  readonly missing: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Standing bars from zero that can still grow: solid is known, hatched is expected, the line is its margin. */
export function growing(
  rows: readonly GrowingBar[],
  colour: string,
  width: number,
  format: (value: number) => string,
): Element {
  const tops = rows.map((row) => row.known + Math.max(row.missing ?? 0, row.high ?? 0));
  const top = Math.max(1, ...tops) * 1.08;
  const estimated = rows.filter((row) => row.missing !== null);
  const labels = rows.map((row) => row.label);
  // as many names as there is room for; the last is the one that matters
  const every = Math.max(1, Math.ceil((labels.length * (widest(labels) + 10)) / (width - 60)));
  const svg = Plot.plot({
    ...base,
    width,
    height: 280,
    marginLeft: Math.max(36, 14 + widest([format(top)])),
    marginTop: 22,
    marginRight: 12,
    marginBottom: 34,
    x: {
      domain: labels,
      label: null,
      tickSize: 0,
      padding: 0.28,
      ticks: labels.filter((_, i) => (labels.length - 1 - i) % every === 0),
    },
    y: {label: null, grid: true, tickFormat: format, ticks: 5, tickSize: 0, domain: [0, top]},
    marks: [
      Plot.rectY(rows, {x: 'label', y1: 0, y2: 'known', fill: colour}),
      Plot.rectY(estimated, {
        x: 'label',
        y1: 'known',
        y2: (row: GrowingBar) => row.known + row.missing!,
        fill: `url(#${hatchId(colour)})`,
        stroke: colour,
      }),
      Plot.ruleX(estimated, {
        x: 'label',
        y1: (row: GrowingBar) => row.known + row.low!,
        y2: (row: GrowingBar) => row.known + row.high!,
        stroke: colours.ink,
        strokeWidth: 1.5,
      }),
      Plot.text(
        rows.filter((row) => row.missing === null),
        {x: 'label', y: 'known', text: () => 'voorlopig', dy: -8, fontStyle: 'italic'},
      ),
      Plot.ruleY([0], {stroke: colours.ink}),
    ],
  });
  const open = [{label: '', value: 0, colour, isOpen: true}];
  const figure = document.createElement('div');
  figure.append(swatches([{label: 'al gekend (gearceerd: nog verwacht)', colour}]), hatched(svg, open));
  return figure;
}
