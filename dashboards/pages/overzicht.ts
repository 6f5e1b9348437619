import {count, euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type KeyNumber, page, type Row, type Rows} from '../../src/site/page.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {bars} from '../charts/bars.js';
import {campaignCurves, evenFar, lately, weekUnderWay} from '../charts/campaign.js';
import {panels} from '../charts/panels.js';
import {landing} from '../landing.js';
import {length, ofEverybody, ofYear, shownOr} from '../pick.js';
import {colours} from '../theme.js';
import {plural, waiting} from '../words.js';

/** Where do we stand? Six key figures with their date, and the year against the years before. */
export default page({
  title: 'Waar staan we?',
  menu: 'Overzicht',
  order: 10,
  lead: 'Wie recht heeft op de jobbonus krijgt hem pas na het registreren van een rekening in Mijn Burgerprofiel. Hier staat hoe ver dat is.',
  filters: ['year'],
  rows: {
    takeup: (db) => db.selectFrom('published.takeup').selectAll(),
    open: (db) => db.selectFrom('published.open_amounts').selectAll(),
    weekly: (db) => db.selectFrom('published.takeup_weekly').selectAll().where('dimension', '=', 'by_total'),
    forecast: (db) => db.selectFrom('published.forecast').selectAll().where('is_deadline', '=', true),
    rules: rulesAsked,
    outcomes: (db) => db.selectFrom('published.outcomes').selectAll(),
    received: (db) =>
      db
        .selectFrom('published.funnel')
        .select(['reference_year', 'persons', 'hidden'])
        .where('dimension', '=', 'by_total')
        .where('stage_no', '=', 1),
    checks: (db) => db.selectFrom('published.check_results').selectAll(),
  },
  keys: ({data, choice, provenance}) => {
    const takeup = ofYear(data.takeup, choice.year)[0];
    const open = ofYear(data.open, choice.year)[0];
    const waits = waiting(open);
    const on = `op ${longDay(provenance.asOf)}`;
    const more = (measure: 'registered' | 'paid'): string =>
      lately(ofEverybody(data.weekly), choice.year, measure, provenance.asOf);
    return [
      {
        label: 'Rechthebbenden',
        value: shownOr(takeup, 'entitled', count),
        detail: `refertejaar ${choice.year}, ${on}`,
      },
      {
        label: 'Rekening gekend',
        value: percent(num(takeup, 'registered') / num(takeup, 'entitled')),
        detail: `${shownOr(takeup, 'registered', count)} personen ${on}${more('registered')}`,
      },
      {
        label: 'Uitbetaald',
        value: shownOr(takeup, 'caseload_takeup', percent),
        detail: `${shownOr(takeup, 'paid', count)} personen ${on}${more('paid')}`,
      },
      {
        label: 'Uitbetaalde euro',
        value: shownOr(takeup, 'paid_amount', euroShort),
        detail: `${shownOr(takeup, 'expenditure_takeup', percent)} van het recht ${on}`,
      },
      {
        label: waits.label,
        value: euroShort(waits.euro),
        detail: `${count(num(takeup, 'entitled') - num(takeup, 'registered'))} personen zonder gekende rekening`,
      },
      checksKey(data.checks ?? []),
    ];
  },
  figures: ({data, choice, provenance}) => {
    const years = [...(data.takeup ?? [])].sort(
      (a, b) => num(b, 'reference_year') - num(a, 'reference_year'),
    );
    const rows = years.filter((row) => num(row, 'entitled') > 0);
    const now = rows.find((row) => row.reference_year === choice.year);
    const states = statesOf(ofYear(data.outcomes, choice.year));
    const received = num(ofYear(data.received, choice.year)[0], 'persons');
    const isOpen = (row: Row): boolean =>
      text(ofYear(data.open, num(row, 'reference_year'))[0], 'application_deadline_date') >= provenance.asOf;
    const weekly = ofEverybody(data.weekly);
    const course = campaignCurves({
      id: 'zelfde-week',
      title: 'Dezelfde week van de campagne, jaar na jaar',
      weekly,
      year: choice.year,
      measure: 'registered',
      breaks: breaksIn(data),
      asOf: provenance.asOf,
    });
    const entitled = states.find((row) => row.status === 'entitled');
    return [
      {
        id: 'take-up-per-jaar',
        title: 'Take-up per refertejaar',
        finding: `Voor refertejaar ${choice.year} is ${shownOr(now, 'caseload_takeup', percent)} van de rechthebbenden uitbetaald, goed voor ${shownOr(now, 'expenditure_takeup', percent)} van de euro’s.${evenFar(weekly, choice.year, 'paid', breaksIn(data))}`,
        description:
          'Twee reeksen staven naast elkaar: aandeel uitbetaalde personen en uitbetaalde euro per jaar.',
        chart: (width) =>
          panels(
            (
              [
                ['Personen', 'caseload_takeup'],
                ['Euro', 'expenditure_takeup'],
              ] as const
            ).map(([title, key]) => ({
              title,
              end: 1,
              format: percent,
              rows: rows.map((row) => ({
                label: String(row.reference_year),
                value: length(row, key),
                shown: shownOr(row, key, percent) + weekUnderWay(weekly, num(row, 'reference_year')),
                colour: colours.paid,
                isOpen: isOpen(row),
              })),
            })),
            width,
            breaksIn(data),
          ),
        isTableOpen: true,
        table: {
          caption: 'Take-up in personen en in euro per refertejaar',
          columns: [
            {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
            {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
            {key: 'registered', label: 'Rekening gekend', kind: 'count'},
            {key: 'paid', label: 'Uitbetaald', kind: 'count'},
            {key: 'caseload_takeup', label: 'Take-up personen', kind: 'percent'},
            {key: 'entitled_amount', label: 'Recht in euro', kind: 'euro'},
            {key: 'paid_amount', label: 'Uitbetaald in euro', kind: 'euro'},
            {key: 'expenditure_takeup', label: 'Take-up euro', kind: 'percent'},
          ],
          rows,
        },
        notes: [
          'Take-up is het aandeel van de rechthebbenden (of van hun euro’s) dat al is uitbetaald. Gearceerd: wie nog geen rekening registreerde kan dat voor dat jaar nog doen, dus het cijfer kan nog stijgen. Loopt een campagne nog geen jaar, dan staat de week erbij: leg ze naast de andere in de figuur hieronder, niet hier.',
        ],
      },
      {
        ...course,
        finding: `${course.finding}${landing(ofYear(data.forecast, choice.year))}`,
      },
      {
        id: 'toestanden',
        title: 'Waar alle ontvangen dossiers terechtkomen',
        finding: `Van ${count(received)} ontvangen dossiers geven er ${count(num(entitled, 'persons'))} recht op een jobbonus (${percent(num(entitled, 'persons') / received)}); voor elk ander dossier staat de reden hieronder.`,
        description: 'Staven per toestand en reden.',
        chart: (width) =>
          bars(
            states.map((row) => ({
              label: text(row, 'label'),
              value: length(row, 'persons'),
              shown: shownOr(row, 'persons', count),
              colour: row.status === 'entitled' ? colours.entitled : colours.other,
            })),
            width,
            count,
          ),
        table: {
          caption: `Dossiers van refertejaar ${choice.year} per toestand`,
          columns: [
            {key: 'label', label: 'Toestand', kind: 'text'},
            {key: 'persons', label: 'Dossiers', kind: 'count'},
            {key: 'payable_eur', label: 'Recht in euro', kind: 'euro'},
          ],
          rows: states,
        },
        notes: ['Elk ontvangen dossier staat in precies één rij; niemand verdwijnt.'],
      },
    ];
  },
});

const reasonLabels: Readonly<Record<string, string>> = {
  person_data_incomplete: 'Persoonsgegevens onvolledig',
  dmfa_incomplete: 'DmfA onvolledig',
  deceased: 'Overleden',
  not_domiciled: 'Niet in het Vlaamse Gewest',
  under_age: 'Nog geen 18 voor het jaar begon',
  excluded_worker: 'Uitgesloten tewerkstelling',
  pension_age: 'Pensioenleeftijd',
  no_counted_days: 'Geen meetellende dagen',
  wage_above_limit: 'Loon boven de grens',
  below_minimum: 'Onder het minimumbedrag',
};

const statusLabels: Readonly<Record<string, string>> = {
  entitled: 'Recht op de jobbonus',
  pending: 'Aanvraag in behandeling',
  inadmissible: 'Aanvraag niet ontvankelijk',
};

/** Dossiers per outcome under its Dutch name, largest first, what is hidden last. */
function statesOf(rows: Rows): Rows {
  return rows
    .map(
      (row): Row => ({
        ...row,
        label: statusLabels[text(row, 'status')] ?? reasonLabels[text(row, 'reason')] ?? text(row, 'reason'),
      }),
    )
    .sort((a, b) => length(b, 'persons') - length(a, 'persons'));
}

/** Whether the figures hold, as far as that was looked at. */
function checksKey(checks: Rows): KeyNumber {
  const failing = checks.filter((row) => num(row, 'failing_count') > 0);
  const errors = failing.filter((row) => row.severity === 'error').length;
  const warnings = failing.length - errors;
  if (checks.length === 0)
    return {label: 'Controles', value: 'niet uitgevoerd', detail: 'sinds de laatste berekening'};
  return {
    label: 'Controles',
    value: errors === 0 ? 'in orde' : `${count(errors)} mislukt`,
    detail: `${count(checks.length)} ${plural(checks.length, 'controle', 'controles')}, ${count(warnings)} ${plural(warnings, 'aandachtspunt', 'aandachtspunten')}`,
  };
}
