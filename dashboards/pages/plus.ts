import {count, euroShort, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {cellText, isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {ofYear} from '../pick.js';
import {colours} from '../theme.js';
import {monthOf, plural} from '../words.js';

/** Where starters drop out between their start and the two instalments. */
export default page({
  title: 'Waar haken starters af op weg naar de jobbonus plus?',
  menu: 'Jobbonus plus',
  order: 45,
  lead: 'Van de start als zelfstandige tot de tweede schijf, met de de-minimisverklaring als stap op zich.',
  filters: ['year'],
  rows: {
    stages: (db) => db.selectFrom('published.plus').selectAll(),
    states: (db) => db.selectFrom('published.plus_states').selectAll(),
    clocks: (db) =>
      db.selectFrom('published.lapsing').selectAll().where('clock', '=', 'tweede schijf jobbonus plus'),
  },
  keys: ({data, choice}) => {
    const stage = (no: number): Row =>
      ofYear(data.stages, choice.year).find((row) => row.stage_no === no) ?? {};
    return [
      {
        label: 'Dossiers eerste schijf',
        value: cellText(stage(2), 'persons', 'count'),
        detail: `gestart in ${choice.year}`,
      },
      {
        label: 'Verklaring ingediend',
        value: cellText(stage(4), 'persons', 'count'),
        detail: `${percent(num(stage(4), 'persons') / num(stage(2), 'persons'))} van de dossiers`,
      },
      {
        label: 'Uitbetaald',
        value: cellText(stage(7), 'persons', 'count'),
        detail: cellText(stage(7), 'amount_eur', 'euro'),
      },
    ];
  },
  figures: (context) => [funnel(context), states(context), secondInstalments(context)],
});

function funnel({data, choice}: PageContext): Figure {
  const rows = [...ofYear(data.stages, choice.year)].sort((a, b) => num(a, 'stage_no') - num(b, 'stage_no'));
  const drawn = rows.filter((row) => !Number.isNaN(num(row, 'persons')));
  const persons = (no: number): number =>
    num(
      rows.find((row) => row.stage_no === no),
      'persons',
    );
  const lost = persons(3) - persons(4);
  return {
    id: 'trap',
    title: 'Van start tot tweede schijf',
    finding:
      rows.length === 0
        ? `Voor ${choice.year} zijn geen starters bekend.`
        : Number.isNaN(lost)
          ? `Voor ${choice.year} zijn de aantallen te klein om te tonen.`
          : `Van de ${count(persons(3))} starters die in aanmerking komen en niet weigeren, diende ${percent(persons(4) / persons(3))} de de-minimisverklaring in; ${count(lost)} deden dat nog niet.`,
    description: 'Staven: aantal starters per stap.',
    ...(drawn.length > 1
      ? {
          chart: (width: number) =>
            bars(
              drawn.map((row) => ({
                label: text(row, 'stage'),
                value: num(row, 'persons'),
                colour:
                  row.stage_no === 7
                    ? colours.paid
                    : row.stage_no === 4
                      ? colours.missing
                      : colours.registered,
              })),
              width,
              count,
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Starters per stap, gestart in ${choice.year}`,
      columns: [
        {key: 'stage', label: 'Stap', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'amount_eur', label: 'Euro', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Voorwaarden: een jobbonus over het jaar voor de start en tewerkstelling in de drie maanden ervoor. De schijf is een vast bedrag; het is belastbaar beroepsinkomen.',
    ],
  };
}

const names: Readonly<Record<string, string>> = {
  entitled: 'Recht',
  declaration_missing: 'Wacht op de-minimisverklaring',
  refused_by_person: 'Geweigerd door de persoon',
  no_jobbonus_year_before: 'Geen jobbonus in het jaar ervoor',
  not_recently_employed: 'Niet recent tewerkgesteld',
  above_de_minimis: 'Boven het de-minimisplafond',
};

function states({data, choice}: PageContext): Figure {
  const rows = ofYear(data.states, choice.year)
    .map(
      (row): Row => ({
        ...row,
        label: names[text(row, 'reason') || text(row, 'status')] ?? text(row, 'reason'),
      }),
    )
    .sort((a, b) => num(b, 'persons') - num(a, 'persons'));
  const waiting = rows.find((row) => row.reason === 'declaration_missing');
  return {
    id: 'toestanden',
    title: 'Toestand en reden van weigering',
    finding:
      waiting && !Number.isNaN(num(waiting, 'persons'))
        ? `${count(num(waiting, 'persons'))} starters uit ${choice.year} wachten op hun eigen verklaring; dat is geen weigering.`
        : `De tabel toont elke starter uit ${choice.year} in één toestand.`,
    isTableOpen: true,
    table: {
      caption: `Starters per toestand, gestart in ${choice.year}`,
      columns: [
        {key: 'label', label: 'Toestand', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'due_eur', label: 'Verschuldigd', kind: 'euro'},
        {key: 'paid_eur', label: 'Uitbetaald', kind: 'euro'},
      ],
      rows,
    },
  };
}

function secondInstalments({data}: PageContext): Figure {
  const rows = [...(data.clocks ?? [])]
    .sort((a, b) => text(a, 'month').localeCompare(text(b, 'month')))
    .map(
      (row): Row => ({
        ...row,
        month_name: monthOf(text(row, 'month').slice(0, 7)),
        moment: row.is_past === true ? 'al mogelijk' : 'nog te komen',
      }),
    );
  const known = rows.filter((row) => row.is_past === true && !Number.isNaN(num(row, 'amount_eur')));
  const open = known.reduce((sum, row) => sum + num(row, 'amount_eur'), 0);
  const hidden = rows.filter((row) => row.is_past === true && isHidden(row, 'amount_eur')).length;
  return {
    id: 'tweede-schijf',
    title: 'Tweede schijven die nog kunnen volgen',
    finding:
      open > 0
        ? `Voor ${euroShort(open)} aan tweede schijven is de wachttijd voorbij en ontbreekt de verklaring nog${hidden > 0 ? ` (${count(hidden)} afgeschermde ${plural(hidden, 'maand', 'maanden')} niet meegeteld)` : ''}.`
        : 'Er zijn geen maanden met genoeg openstaande tweede schijven om te tonen waarvan de wachttijd voorbij is.',
    table: {
      caption: 'Tweede schijven per maand waarin de wachttijd van twaalf maanden eindigt',
      columns: [
        {key: 'reference_year', label: 'Startjaar', kind: 'text'},
        {key: 'month_name', label: 'Wachttijd voorbij in', kind: 'text'},
        {key: 'moment', label: 'Moment', kind: 'text'},
        {key: 'persons', label: 'Starters', kind: 'count'},
        {key: 'amount_eur', label: 'Euro', kind: 'euro'},
      ],
      rows,
    },
    notes: ['Twaalf maanden na de start, voor wie nog in hoofdberoep actief is en een eerste schijf kreeg.'],
  };
}
