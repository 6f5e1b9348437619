import * as Plot from '@observablehq/plot';
import {base} from '../theme.js';
import {bandStep, breakMarks} from './broken.js';
import {textWidth, widest} from './text.js';

/** One bar in parts; the parts stand in the same order in every bar. */
export interface Stack {
  readonly label: string;
  readonly parts: readonly {readonly label: string; readonly value: number; readonly colour: string}[];
}

/**
 * Stacked bars from zero, with a key of swatches above; parts too narrow for their number leave it to the table.
 *
 * @param breaks where the rows are reference years: those whose rules differ from the year before
 */
export function stacks(
  rows: readonly Stack[],
  width: number,
  format: (value: number) => string,
  breaks: ReadonlySet<number> = new Set(),
): Element {
  const flat = rows.flatMap((row) => {
    let start = 0;
    return row.parts
      .filter((part) => part.value > 0)
      .map((part) => {
        const piece = {...part, row: row.label, x1: start, x2: start + part.value};
        start += part.value;
        return piece;
      });
  });
  const total = Math.max(...flat.map((piece) => piece.x2), 1);
  const sums = rows.map((row) => row.parts.reduce((sum, part) => sum + part.value, 0));
  const marginRight = 14 + widest(sums.map(format), true);
  const marginLeft = 14 + widest(rows.map((row) => row.label));
  const hasRoom = (value: number): boolean =>
    (value / total) * (width - marginLeft - marginRight) > textWidth(format(value), true) + 12;
  // a break stands between two rows and has a name
  const [rowHeight, padding] = breaks.size > 0 ? [54, 0.48] : [46, 0.3];
  const figure = document.createElement('div');
  figure.append(
    swatches(
      rows[0]?.parts.filter((part) =>
        rows.some((row) => row.parts.some((p) => p.label === part.label && p.value > 0)),
      ) ?? [],
    ),
  );
  figure.append(
    Plot.plot({
      ...base,
      width,
      height: rows.length * rowHeight + 16,
      marginLeft,
      marginRight,
      marginTop: 4,
      x: {axis: null, domain: [0, total]},
      y: {domain: rows.map((row) => row.label), label: null, tickSize: 0, padding},
      marks: [
        Plot.rect(flat, {
          x1: 'x1',
          x2: 'x2',
          y: 'row',
          fill: (piece: {colour: string}) => piece.colour,
          stroke: 'var(--ground)',
          strokeWidth: 1.5,
        }),
        Plot.text(
          flat.filter((piece) => hasRoom(piece.value)),
          {
            x: (piece: {x1: number; x2: number}) => (piece.x1 + piece.x2) / 2,
            y: 'row',
            text: (piece: {value: number}) => format(piece.value),
            fill: 'var(--on-mark)',
            fontWeight: 600,
          },
        ),
        // a bar of one part that has room for its number has said its sum
        Plot.text(rows, {
          x: sums,
          y: 'label',
          text: rows.map((row, i) =>
            row.parts.filter((part) => part.value > 0).length === 1 && hasRoom(sums[i]!)
              ? ''
              : format(sums[i]!),
          ),
          textAnchor: 'start',
          dx: 6,
          fontWeight: 600,
        }),
        ...breakMarks(
          rows.map((row) => row.label),
          breaks,
          bandStep(rows.length * rowHeight, rows.length, padding),
        ),
        Plot.ruleX([0], {stroke: 'var(--ink)'}),
      ],
    }),
  );
  return figure;
}

/** A key of colours and names. */
export function swatches(items: readonly {readonly label: string; readonly colour: string}[]): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'swatches';
  for (const item of items) {
    const entry = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.style.setProperty('--swatch', item.colour);
    entry.append(swatch, item.label);
    list.append(entry);
  }
  return list;
}
