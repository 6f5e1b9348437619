import {num} from '../../src/site/arrow-rows.js';
import type {Figure, Row, Rows} from '../../src/site/page.js';
import {type CampaignOptions, campaignCurves} from '../charts/campaign.js';

/**
 * The campaign year after year, with a table that says why a week has no figure: one that was merged into the next
 * because too few people came in it is protected, one that a year has not reached yet has no value.
 */
export function campaignFigure(options: CampaignOptions): Figure {
  const figure = campaignCurves(options);
  const {columns, rows} = figure.table;
  const years = columns
    .filter(({key}) => key !== 'week_no')
    .map(({key}) => ({key, year: Number(key.slice(1))}));
  const spans = new Map(years.map(({key, year}) => [key, spanOf(options.weekly, year)]));
  const isMerged = (row: Row, key: string): boolean => {
    const [first, last] = spans.get(key)!;
    const week = weekOf(row);
    return row[key] === null && week >= first && week <= last;
  };
  const marked = rows.map((row): Row => {
    const merged = years.filter(({key}) => isMerged(row, key)).map(({key}) => key);
    return {...row, weeks_over: weekOf(row) < 0 ? '' : String(weekOf(row) + 1), hidden: merged.join(' ')};
  });
  return {
    ...figure,
    table: {
      ...figure.table,
      columns: [
        columns[0]!,
        // the sentence counts the weeks that are over: at the end of week 0 that is one
        {key: 'weeks_over', label: 'Weken voorbij', kind: 'text'},
        ...columns.slice(1),
      ],
      rows: marked,
    },
  };
}

/** The week of a row; what was so before the first letter stands before week 0. */
const weekOf = (row: Row): number => (typeof row.week_no === 'number' ? row.week_no : -1);

/** The first and the last week that a year has figures of. */
function spanOf(weekly: Rows, year: number): [first: number, last: number] {
  const weeks = weekly.filter((row) => row.reference_year === year).map((row) => num(row, 'week_no'));
  return [Math.min(...weeks), Math.max(...weeks)];
}
