import {count, longDay, percent, points, writtenApart} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import type {Figure, Row, Rows, Value} from '../../src/site/page.js';
import {breakBetween} from '../breaks.js';
import {withShare} from '../pick.js';
import {colours, dashes} from '../theme.js';
import {listed} from '../words.js';
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
  /** Reference years whose rules differ from the year before. */
  readonly breaks: ReadonlySet<number>;
  /** ISO day of the figures that are no course. */
  readonly asOf: string;
}

/** Years aligned on the weeks since their first letter: an unfinished year is compared at its own age. */
export function campaignCurves({id, title, weekly, year, measure, breaks, asOf}: CampaignOptions): Figure {
  const {noun, colour} = measures[measure];
  const rows = weekly.map((row) => withShare(row, 'rate', measure, 'entitled'));
  // four lines can be told apart: the chosen year and those nearest to it
  const years = [...new Set(rows.map((row) => num(row, 'reference_year')))]
    .sort((a, b) => Math.abs(a - year) - Math.abs(b - year))
    .slice(0, 4)
    .sort((a, b) => a - b);
  const last = rows.filter((row) => row.reference_year === year).at(-1);
  const inYear = (y: number): Rows => rows.filter((row) => row.reference_year === y);
  // a week that was merged into the next is protected; one that a year has not reached yet has no value
  const isMerged = (y: number, week: number): boolean => {
    const weeks = inYear(y).map((row) => num(row, 'week_no'));
    return week >= Math.min(...weeks) && week <= Math.max(...weeks) && rateAt(y, week) === null;
  };
  const rateAt = (y: number, week: number): Value =>
    inYear(y).find((row) => row.week_no === week)?.rate ?? null;
  const ends = years.map((y) => ({y, day: text(inYear(y).at(-1), 'week_ends_on')}));
  const weeks = years.flatMap((y) => inYear(y).filter((row) => !Number.isNaN(num(row, 'rate'))));
  const hasGaps = weeks.some(
    (row, i) =>
      weeks[i - 1]?.reference_year === row.reference_year &&
      num(row, 'week_no') - num(weeks[i - 1], 'week_no') > 1,
  );
  // a young campaign would be a tangle at the left of years that are over
  const upTo = last ? Math.max(26, 2 * num(last, 'week_no')) : Number.POSITIVE_INFINITY;
  const isCut = rows.some((row) => years.includes(num(row, 'reference_year')) && num(row, 'week_no') > upTo);
  const comparison = evenFar(weekly, year, measure, breaks);
  return {
    id,
    title,
    finding: last
      ? `Op ${longDay(text(last, 'week_ends_on'))} is van ${percent(num(last, 'rate'))} van de rechthebbenden voor ${year} de ${noun === 'uitbetaald' ? 'bonus uitbetaald' : noun}.${comparison}`
      : `Voor refertejaar ${year} zijn er nog geen brieven verstuurd.`,
    description: `Lijnen per refertejaar: aandeel ${noun} per week sinds de eerste brief.`,
    chart: (width) =>
      curves(
        years.map((y) => ({
          label: `${y}${breakBetween(breaks, y, year) === undefined ? '' : ' (andere regels)'}`,
          colour: y === year ? colour : colours.quiet,
          isBold: y === year,
          ...(y === year ? {} : {dash: dashes[1 + (Math.abs(y - year) % 3)]!}),
          points: rows
            .filter(
              (row) =>
                row.reference_year === y && num(row, 'week_no') <= upTo && !Number.isNaN(num(row, 'rate')),
            )
            .map((row) => ({x: num(row, 'week_no'), y: num(row, 'rate')})),
        })),
        width,
        {xLabel: 'weken sinds de eerste brief', yFormat: (value) => percent(value, 0), yDomain: [0, 1]},
      ),
    table: {
      caption: `Aandeel ${noun} per week sinds de eerste brief`,
      columns: [
        {key: 'week_no', label: 'Week', kind: 'text'},
        // the sentence counts the weeks that are over: at the end of week 0 that is one
        {key: 'weeks_over', label: 'Weken voorbij', kind: 'text'},
        ...years.map((y) => ({key: `y${y}`, label: String(y), kind: 'percent' as const})),
      ],
      rows: [...new Set(rows.map((row) => num(row, 'week_no')))]
        .sort((a, b) => a - b)
        .map((week) => ({
          week_no: week < 0 ? 'vóór de brief' : week,
          weeks_over: week < 0 ? '' : String(week + 1),
          hidden: years
            .filter((y) => isMerged(y, week))
            .map((y) => `y${y}`)
            .join(' '),
          ...Object.fromEntries(years.map((y) => [`y${y}`, rateAt(y, week)])),
        })),
    },
    notes: [
      'Week 0 zijn de eerste zeven dagen na de eerste brief van het jaar; wat daarvoor al zo was, staat links ervan. De laatste week loopt soms nog.',
      ...(isCut ? [`De figuur toont de eerste ${upTo} weken; de tabel toont ze allemaal.`] : []),
      ...(measure === 'paid'
        ? [
            'Betaald kan hoger liggen dan gekend: wie betaald is en zijn rekening later stopzette, heeft nu geen gekende rekening meer.',
          ]
        : []),
      ...(hasGaps
        ? [
            'Een week die iets over enkele mensen zou verraden, is samengenomen met de volgende: daar loopt een stippellijn recht naar de volgende stand die wel getoond wordt, en staat x in de tabel.',
          ]
        : []),
      ...(ends.some(({day}) => day !== asOf)
        ? [
            `Een lijn loopt tot het einde van een week, ten hoogste twee jaar na de eerste brief: ${listed(ends.map(({y, day}) => `${y} tot ${longDay(day)}`))}. De andere cijfers van deze pagina zijn die van ${longDay(asOf)} en kunnen dus verschillen.`,
          ]
        : []),
      ...(years.some((y) => breakBetween(breaks, y, year) !== undefined)
        ? [
            `Andere regels: de bedragen of grenzen van dat refertejaar verschillen van die van ${year}, dus ook wie recht heeft.`,
          ]
        : []),
    ],
  };
}

/**
 * How a year stands beside the year before, equally far in the campaign, as a sentence with a space before it; nothing
 * where no week can be laid beside another.
 *
 * @param weekly rows of `takeup_weekly` about everybody, all years
 */
export function evenFar(
  weekly: Rows,
  year: number,
  measure: keyof typeof measures,
  breaks: ReadonlySet<number>,
): string {
  const inYear = (y: number): Rows =>
    weekly
      .filter((row) => row.reference_year === y)
      .map((row) => withShare(row, 'rate', measure, 'entitled'));
  const rows = inYear(year);
  const [whole, before] = lastSharedWeek(rows, inYear(year - 1));
  // the last week may still run; more than that is missing where weeks of either year are protected
  const why =
    num(rows.at(-1), 'week_no') - num(whole, 'week_no') > 1
      ? ', de laatste die voor beide jaren getoond kan worden,'
      : '';
  const difference = writtenApart(num(whole, 'rate'), num(before, 'rate'));
  return Number.isFinite(difference)
    ? ` Na ${weekName(num(whole, 'week_no') + 1)} campagne${why} was dat ${percent(num(whole, 'rate'))}, ${difference === 0 ? 'evenveel als' : `${points(Math.abs(difference))} procentpunt ${difference < 0 ? 'minder' : 'meer'} dan`} even ver in de campagne voor ${year - 1}${breaks.has(year) ? ', maar onder andere regels' : ''}.`
    : '';
}

/**
 * What the last seven days and what ran before them of a week added, as `, 112 meer dan op 24 december 2024`; nothing
 * for a campaign whose weeks are over, or whose last weeks are protected.
 *
 * @param weekly rows of `takeup_weekly` about everybody, all years
 * @param asOf ISO day of the figure that this stands behind
 */
export function lately(weekly: Rows, year: number, measure: keyof typeof measures, asOf: string): string {
  const rows = weekly.filter((row) => row.reference_year === year && num(row, 'week_no') >= 0);
  const last = rows.at(-1);
  const weekAgo = new Date(Date.parse(asOf) - 7 * 86_400_000).toISOString().slice(0, 10);
  const before = rows.findLast(
    (row) => text(row, 'week_ends_on') <= weekAgo && !Number.isNaN(num(row, measure)),
  );
  const rise = num(last, measure) - num(before, measure);
  if (Number.isNaN(rise) || text(last, 'week_ends_on') !== asOf) return '';
  const much = rise === 0 ? 'evenveel als' : `${count(Math.abs(rise))} ${rise < 0 ? 'minder' : 'meer'} dan`;
  return `, ${much} op ${longDay(text(before, 'week_ends_on'))}`;
}

/** The weeks of a full campaign: a younger one is called by its week, so that nobody takes it for finished. */
const fullCampaign = 52;

/**
 * `week 8` behind the figure of a year whose campaign is younger than a year, with what stands between them.
 *
 * @param weekly rows of `takeup_weekly` about everybody, all years
 */
export function weekUnderWay(weekly: Rows, year: number): string {
  const last = Math.max(
    ...weekly.filter((row) => row.reference_year === year).map((row) => num(row, 'week_no')),
  );
  return last >= 0 && last < fullCampaign ? ` · week ${last}` : '';
}

const weekName = (weeks: number): string => (weeks === 1 ? 'één week' : `${weeks} weken`);

/**
 * The last week that both years show, and that is over in the first: a week still running is never compared with a
 * whole one, and where small weeks were merged only the end of a step is shown.
 */
function lastSharedWeek(rows: Rows, earlier: Rows): [now: Row | undefined, before: Row | undefined] {
  const week = 7 * 86_400_000;
  const end = (row: Row | undefined): number => Date.parse(text(row, 'week_ends_on'));
  const before = (row: Row): Row | undefined =>
    earlier.find((other) => other.week_no === row.week_no && !Number.isNaN(num(other, 'rate')));
  const now = rows.findLast(
    (row, i) => i > 0 && (end(row) - end(rows[i - 1])) % week === 0 && before(row) !== undefined,
  );
  return [now, now && before(now)];
}
