import * as Plot from '@observablehq/plot';
import {base, colours} from '../theme.js';
import {breakMarks} from './broken.js';
import {widest} from './text.js';

export interface HeatCell {
  readonly row: string;
  readonly column: string;
  /** 0 to 1: how dark the cell is. */
  readonly value: number;
  readonly shown: string;
  /** Not come yet: in italics, and without ground. */
  readonly isProjected: boolean;
}

/**
 * A table of cells, the darker the further; what is projected is told by its letters, not by its colour alone.
 *
 * @param breaks where the rows are reference years: those whose rules differ from the year before
 */
export function heat(
  cells: readonly HeatCell[],
  width: number,
  xLabel: string,
  breaks: ReadonlySet<number> = new Set(),
): Element {
  const rows = [...new Set(cells.map((cell) => cell.row))];
  const known = cells.filter((cell) => !cell.isProjected);
  const projected = cells.filter((cell) => cell.isProjected);
  // room for the name of a break between two rows
  const [rowHeight, padding] = breaks.size > 0 ? [58, 0.38] : [42, 0.1];
  const text = {x: 'column', y: 'row', text: 'shown'} as const;
  return Plot.plot({
    ...base,
    width,
    height: rows.length * rowHeight + 66,
    marginLeft: Math.max(48, 14 + widest(rows)),
    marginTop: 6,
    marginBottom: 50,
    x: {
      domain: [...new Set(cells.map((cell) => cell.column))],
      label: xLabel,
      labelAnchor: 'left',
      labelArrow: 'none',
      labelOffset: 40,
      tickSize: 0,
    },
    y: {domain: rows, label: null, tickSize: 0, padding},
    marks: [
      Plot.cell(known, {
        x: 'column',
        y: 'row',
        fill: colours.registered,
        fillOpacity: (cell: HeatCell) => 0.08 + 0.42 * cell.value,
        inset: 1,
      }),
      Plot.cell(projected, {
        x: 'column',
        y: 'row',
        fill: 'none',
        stroke: colours.registered,
        strokeDasharray: '3 3',
        inset: 2,
      }),
      ...breakMarks(rows, breaks, rowHeight * (rows.length / (rows.length + padding))),
      Plot.text(known, {...text, fontWeight: 600}),
      Plot.text(projected, {...text, fontStyle: 'italic'}),
    ],
  });
}
