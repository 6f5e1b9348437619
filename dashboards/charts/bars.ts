import * as Plot from '@observablehq/plot';
import {base, narrow} from '../theme.js';
import {widest} from './text.js';

/**
 * One bar. The words of this folder: a chart is a plain function, rows in and element out, drawn at the width it is
 * given; `label` names a row, `value` is what is drawn, `shown` is the same number as the reader sees it (a function of
 * `src/format.ts`, or the sign of a hidden number), `colour` comes from `theme.ts`. Nothing is computed here that a table should hold.
 */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Printed at the end of the bar; the formatted value where it is left out. */
  readonly shown?: string;
  readonly colour: string;
  /** Drawn hatched: the number can still change, because the year is open. */
  readonly isOpen?: boolean;
}

/** Horizontal bars from zero with their value at the end: the eye compares lengths, the text gives the number. */
export function bars(rows: readonly Bar[], width: number, format: (value: number) => string): Element {
  const isNarrow = width < narrow;
  const labels = rows.map((row) => row.label);
  const marginLeft = isNarrow ? 1 : Math.min(14 + widest(labels), 280);
  const height = isNarrow ? 46 : 32;
  const svg = Plot.plot({
    ...base,
    width,
    height: rows.length * height + 8,
    marginLeft,
    marginRight:
      14 +
      widest(
        rows.map((row) => shownOf(row, format)),
        true,
      ),
    marginTop: isNarrow ? 12 : 0,
    marginBottom: 8,
    x: {axis: null, domain: [0, Math.max(...rows.map((row) => row.value), 1e-9)]},
    y: {domain: labels, label: null, axis: null, padding: isNarrow ? 0.6 : 0.34},
    marks: [
      isNarrow ? null : Plot.axisY({tickSize: 0, label: null, lineWidth: 19}),
      ...barMarks(rows, format),
      isNarrow ? above(rows) : null,
      isNarrow ? null : Plot.ruleX([0], {stroke: 'var(--ink)'}),
    ],
  });
  return hatched(svg, rows);
}

/** Bars with their number; what `panels` repeats for each of its measures. */
export const barMarks = (rows: readonly Bar[], format: (value: number) => string): Plot.Markish[] => [
  Plot.barX(rows, {
    x: 'value',
    y: 'label',
    fill: (row: Bar) => (row.isOpen ? `url(#${hatchId(row.colour)})` : row.colour),
    stroke: (row: Bar) => (row.isOpen ? row.colour : 'none'),
    insetRight: 0.5,
  }),
  Plot.text(rows, {
    x: 'value',
    y: 'label',
    text: (row: Bar) => shownOf(row, format),
    textAnchor: 'start',
    dx: 6,
    fontWeight: 600,
  }),
];

/** The number of a bar as the reader sees it. */
export const shownOf = (row: Bar, format: (value: number) => string): string =>
  row.shown ?? format(row.value);

/** On a phone the name of a bar stands above it, so that the bar has the whole width. */
export const above = (rows: readonly Bar[]): Plot.Markish =>
  Plot.text(rows, {x: 0, y: 'label', text: 'label', textAnchor: 'start', dy: -18, fill: 'var(--ink)'});

/** A line at one value that stands beside the rows only, where the names between them would be struck through. */
export const besideRows = (
  value: number,
  colour: string,
  labels: readonly string[],
  dash?: string,
): Plot.Markish =>
  Plot.tickX(labels, {
    x: value,
    y: (label: string) => label,
    stroke: colour,
    ...(dash ? {strokeDasharray: dash} : {}),
  });

/** Lay the hatch of each open colour into the drawing that uses it. */
export function hatched<T extends Element>(svg: T, rows: readonly Bar[]): T {
  const open = new Set(rows.filter((row) => row.isOpen).map((row) => row.colour));
  const make = (tag: string, attributes: Readonly<Record<string, string | number>>): Element => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    return element;
  };
  for (const colour of open) {
    const pattern = make('pattern', {
      id: hatchId(colour),
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    });
    pattern.append(
      make('rect', {width: 6, height: 6, fill: colour, 'fill-opacity': 0.18}),
      make('rect', {width: 3, height: 6, fill: colour}),
    );
    svg.prepend(pattern);
  }
  return svg;
}

export const hatchId = (colour: string): string => `open-${colour.replace(/[^a-z]/g, '')}`;
