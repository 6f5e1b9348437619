import {isHidden} from '../src/site/cells.js';
import type {FigureTable, Row, Rows, TableColumn} from '../src/site/page.js';

/**
 * The same cells with rows and columns exchanged: for a table of few years and many amounts, which side by side would
 * fit neither a screen nor a sheet of paper.
 *
 * @param name the column that names a row, and becomes the heading of its column
 * @param measures the other columns, all of one kind
 */
export function turned(
  name: TableColumn,
  measures: readonly TableColumn[],
  rows: Rows,
): Pick<FigureTable, 'columns' | 'rows'> {
  const headingOf = (row: Row): string => String(row[name.key]);
  return {
    columns: [
      {key: 'measure', label: name.label, kind: 'text'},
      ...rows.map((row) => ({
        key: headingOf(row),
        label: headingOf(row),
        kind: measures[0]?.kind ?? ('text' as const),
      })),
    ],
    rows: measures.map(({key, label}) => ({
      measure: label,
      ...Object.fromEntries(rows.map((row) => [headingOf(row), row[key] ?? null])),
      hidden: rows
        .filter((row) => isHidden(row, key))
        .map(headingOf)
        .join(' '),
    })),
  };
}
