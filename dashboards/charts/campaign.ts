import {longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import type {Figure, Row, Rows} from '../../src/site/page.js';
import {colours} from '../theme.js';
import {curves} from './curves.js';

const measures = {
  registered: {noun: 'rekening gekend', colour: colours.registered},
  paid: {noun: 'uitbetaald', colour: colours.paid},
} as const;

export interface CampaignOptions {
  readonly id: string;
  readonly title: string;
  /** Rows of `takeup_weekly` about everybody, all years. */
  readonly weekly: Rows;
  readonly year: number;
  readonly measure: keyof typeof measures;
}

/** Years aligned on the weeks since their first letter: an unfinished year is compared at its own age. */
export function campaignCurves({id, title, weekly, year, measure}: CampaignOptions): Figure {
  const {noun, colour} = measures[measure];
  const rows = weekly.map((row): Row => ({...row, rate: num(row, measure) / num(row, 'entitled')}));
  const years = [...new Set(rows.map((row) => num(row, 'reference_year')))].sort();
  const last = rows.filter((row) => row.reference_year === year).at(-1);
  const before = rows.find((row) => row.reference_year === year - 1 && row.week_no === last?.week_no);
  const difference = num(last, 'rate') - num(before, 'rate');
  const comparison = Number.isNaN(difference)
    ? ''
    : `; dat is ${percent(Math.abs(difference)).replace('%', '')} procentpunt ${difference < 0 ? 'minder' : 'meer'} dan in dezelfde week van de campagne voor ${year - 1}`;
  const dashes = ['', '6 3', '2 3', '8 3 2 3'];
  return {
    id,
    title,
    finding: last
      ? `${weekName(num(last, 'week_no'))} na de eerste brief voor ${year} (${longDay(text(last, 'week_ends_on'))}) is van ${percent(num(last, 'rate'))} van de rechthebbenden de ${noun === 'uitbetaald' ? 'bonus uitbetaald' : noun}${comparison}.`
      : `Voor refertejaar ${year} zijn er nog geen brieven verstuurd.`,
    description: `Lijnen per refertejaar: aandeel ${noun} per week sinds de eerste brief.`,
    chart: (width) =>
      curves(
        years.map((y, i) => ({
          label: String(y),
          colour: y === year ? colour : colours.quiet,
          isBold: y === year,
          ...(y === year ? {} : {dash: dashes[(years.length - i) % dashes.length]!}),
          points: rows
            .filter((row) => row.reference_year === y)
            .map((row) => ({x: num(row, 'week_no'), y: num(row, 'rate')})),
        })),
        width,
        {xLabel: 'weken sinds de eerste brief', yFormat: (value) => percent(value, 0), yDomain: [0, 1]},
      ),
    table: {
      caption: `Aandeel ${noun} per week sinds de eerste brief`,
      columns: [
        {key: 'week_no', label: 'Week', kind: 'text'},
        ...years.map((y) => ({key: `y${y}`, label: String(y), kind: 'percent' as const})),
      ],
      rows: [...new Set(rows.map((row) => num(row, 'week_no')))]
        .sort((a, b) => a - b)
        .map((week) => ({
          week_no: week < 0 ? 'vóór de brief' : week,
          ...Object.fromEntries(
            years.map((y) => {
              const rate = num(
                rows.find((row) => row.reference_year === y && row.week_no === week),
                'rate',
              );
              return [`y${y}`, Number.isNaN(rate) ? null : rate];
            }),
          ),
        })),
    },
    notes: [
      'Week 0 zijn de eerste zeven dagen na de eerste brief van het jaar; wat daarvoor gekend was staat links ervan.',
    ],
  };
}

const weekName = (week: number): string =>
  week < 0 ? 'Net voor' : week === 1 ? 'Eén week' : `${week} weken`;
