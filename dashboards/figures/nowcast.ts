import {count, longDay, percent, shortDay} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import type {Figure, PageContext, Row} from '../../src/site/page.js';
import {growing} from '../charts/growing.js';
import {length, ofYear, shownOr} from '../pick.js';
import {colours} from '../theme.js';
import {plural} from '../words.js';

/** The row of all incomplete periods together, when there is an estimate. */
export const nowcastTotalOf = ({data, choice}: PageContext): Row | undefined =>
  ofYear(data.nowcast, choice.year).find((row) => row.period_no === 0 && row.verdict === 'estimated');

/** Registrations that happened and are still to become known. */
export function nowcastFigure(context: PageContext): Figure {
  const {data, choice} = context;
  const all = ofYear(data.nowcast, choice.year);
  const total = nowcastTotalOf(context);
  const any = all[0];
  const rows = all
    .filter((row) => num(row, 'period_no') > 0)
    .sort((a, b) => num(b, 'period_no') - num(a, 'period_no'))
    .map(
      (row): Row => ({
        ...row,
        verdict_name: row.verdict === 'preliminary' ? 'voorlopig' : 'geraamd',
      }),
    );
  const preliminary = rows.filter((row) => row.verdict === 'preliminary').length;
  const missing = num(total, 'missing');
  return {
    id: 'nog-onderweg',
    title: 'Registraties die we nog niet kennen',
    finding: total
      ? Number.isNaN(missing)
        ? `Van de laatste weken zijn er voor ${choice.year} te weinig registraties om te tonen.`
        : missing < 0.5
          ? `Voor ${choice.year} worden geen registraties meer verwacht van voor de laatste levering, die van ${longDay(text(total, 'last_delivery_on'))}.`
          : `Van voor de laatste levering, die van ${longDay(text(total, 'last_delivery_on'))}, ${plural(missing, 'wordt', 'worden')} voor ${choice.year} naar schatting nog ${count(missing)} ${plural(missing, 'registratie', 'registraties')} gekend (tussen ${shownOr(total, 'missing_low', count)} en ${shownOr(total, 'missing_high', count)}).${
              preliminary > 0
                ? ` ${preliminary === 1 ? 'Eén periode is' : `${preliminary} perioden zijn`} nog voor minder dan de helft gekend en ${preliminary === 1 ? 'staat' : 'staan'} er niet bij.`
                : ''
            }`
      : `Onvoldoende historiek: er ${plural(num(any, 'delivery_count'), 'is', 'zijn')} nog maar ${count(length(any, 'delivery_count'))} ${plural(num(any, 'delivery_count'), 'levering', 'leveringen')} van registraties, en er zijn er vijf nodig om te zien hoe laat een registratie gekend wordt.`,
    description: 'Staven per week: al gekende registraties, gearceerd wat nog verwacht wordt, met een marge.',
    ...(rows.length > 0
      ? {
          chart: (width: number) =>
            growing(
              rows.map((row) => ({
                label: shortDay(text(row, 'from_on')),
                known: length(row, 'known'),
                missing: row.missing === null ? null : num(row, 'missing'),
                low: row.missing_low === null ? null : num(row, 'missing_low'),
                high: row.missing_high === null ? null : num(row, 'missing_high'),
              })),
              colours.registered,
              width,
              count,
            ),
        }
      : {}),
    table: {
      caption: `Registraties na de eigen brief, per periode, refertejaar ${choice.year}`,
      columns: [
        {key: 'from_on', label: 'Van', kind: 'day'},
        {key: 'until_on', label: 'Tot en met', kind: 'day'},
        {key: 'known', label: 'Al gekend', kind: 'count'},
        {key: 'completeness', label: 'Deel al gekend', kind: 'percent'},
        {key: 'missing', label: 'Nog verwacht', kind: 'count'},
        {key: 'missing_low', label: 'minstens (95%)', kind: 'count'},
        {key: 'missing_high', label: 'hoogstens (95%)', kind: 'count'},
        {key: 'verdict_name', label: 'Uitspraak', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Een registratie telt op de dag waarop ze gebeurde, maar wij kennen ze pas met een latere levering. De vorige leveringen tonen hoe laat; daaruit volgt welk deel van de laatste weken al gekend is. De raming hierboven telt deze mensen nog bij wie wacht.',
      `Een periode is een week, of de tijd tussen twee leveringen als die langer is. ${percent(0.5, 0)} gekend is het minste om te ramen; wat daaronder ligt, is voorlopig.`,
    ],
  };
}
