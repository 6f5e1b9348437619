import {count, euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {page, type Row, type Rows} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {campaignCurves} from '../charts/campaign.js';
import {ofEverybody, ofYear} from '../pick.js';
import {colours} from '../theme.js';

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
    states: (db) => db.selectFrom('published.states').selectAll(),
    checks: (db) => db.selectFrom('published.check_results').selectAll(),
  },
  keys: ({data, choice, provenance}) => {
    const takeup = ofYear(data.takeup, choice.year)[0];
    const open = ofYear(data.open, choice.year)[0];
    const failing = (data.checks ?? []).filter((row) => num(row, 'failing_count') > 0);
    const errors = failing.filter((row) => row.severity === 'error').length;
    const on = `op ${longDay(provenance.asOf)}`;
    return [
      {
        label: 'Rechthebbenden',
        value: count(takeup?.entitled as number),
        detail: `refertejaar ${choice.year}, ${on}`,
      },
      {
        label: 'Rekening gekend',
        value: percent(num(takeup, 'registered') / num(takeup, 'entitled')),
        detail: `${count(takeup?.registered as number)} personen ${on}`,
      },
      {
        label: 'Uitbetaald',
        value: percent(takeup?.caseload_takeup as number),
        detail: `${count(takeup?.paid as number)} personen ${on}`,
      },
      {
        label: 'Uitbetaalde euro',
        value: euroShort(num(takeup, 'paid_amount')),
        detail: `${percent(takeup?.expenditure_takeup as number)} van het recht ${on}`,
      },
      {
        label: 'Wacht op een rekening',
        value: euroShort(num(open, 'open_unregistered_eur')),
        detail: `${count(num(takeup, 'entitled') - num(takeup, 'registered'))} personen ${on}`,
      },
      {
        label: 'Controles',
        value: errors === 0 ? 'in orde' : `${errors} mislukt`,
        detail: `${count((data.checks ?? []).length)} controles, ${failing.length - errors} aandachtspunten`,
      },
    ];
  },
  figures: ({data, choice}) => {
    const years = [...(data.takeup ?? [])].sort(
      (a, b) => num(b, 'reference_year') - num(a, 'reference_year'),
    );
    const rows = years.map(
      (row): Row => ({...row, registered_takeup: num(row, 'registered') / num(row, 'entitled')}),
    );
    const now = rows.find((row) => row.reference_year === choice.year);
    const states = statesOf(ofYear(data.states, choice.year));
    const received = states.reduce((sum, row) => sum + num(row, 'persons'), 0);
    const entitled = states.find((row) => row.status === 'entitled');
    return [
      {
        id: 'take-up-per-jaar',
        title: 'Take-up per refertejaar',
        finding: `Voor refertejaar ${choice.year} is ${percent(now?.caseload_takeup as number)} van de rechthebbenden uitbetaald, goed voor ${percent(now?.expenditure_takeup as number)} van de euro’s.`,
        description: 'Staven per refertejaar: aandeel uitbetaalde personen en aandeel uitbetaalde euro.',
        chart: (width) =>
          bars(
            rows.flatMap((row) => [
              {
                label: `${row.reference_year} in personen`,
                value: num(row, 'caseload_takeup'),
                shown: percent(num(row, 'caseload_takeup')),
                colour: colours.paid,
              },
              {
                label: `${row.reference_year} in euro`,
                value: num(row, 'expenditure_takeup'),
                shown: percent(num(row, 'expenditure_takeup')),
                colour: colours.registered,
              },
            ]),
            width,
            percent,
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
          'Take-up is het aandeel van de rechthebbenden (of van hun euro’s) dat al is uitbetaald. Een lopend jaar is niet af en staat dus nog laag.',
        ],
      },
      campaignCurves({
        id: 'zelfde-week',
        title: 'Dezelfde week van de campagne, jaar na jaar',
        weekly: ofEverybody(data.weekly),
        year: choice.year,
        measure: 'registered',
      }),
      {
        id: 'toestanden',
        title: 'Waar alle ontvangen dossiers terechtkomen',
        finding: `Van ${count(received)} ontvangen dossiers geven er ${count(num(entitled, 'persons'))} recht op een jobbonus; voor elk ander dossier staat de reden hieronder.`,
        description: 'Staven per toestand en reden.',
        chart: (width) =>
          bars(
            states.map((row) => ({
              label: text(row, 'label'),
              value: Number.isNaN(num(row, 'persons')) ? 0 : num(row, 'persons'),
              shown: Number.isNaN(num(row, 'persons')) ? 'x' : count(num(row, 'persons')),
              colour: row.status === 'entitled' ? colours.registered : colours.notified,
            })),
            width,
            count,
          ),
        table: {
          caption: `Dossiers van refertejaar ${choice.year} per toestand`,
          columns: [
            {key: 'label', label: 'Toestand', kind: 'text'},
            {key: 'persons', label: 'Dossiers', kind: 'count'},
            {key: 'payable_eur', label: 'Te betalen', kind: 'euro'},
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
  under_age: 'Nog geen 18 voor het jaar',
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

/** Employees and border workers together, per status and reason, largest first. */
function statesOf(rows: Rows): Rows {
  const sums = new Map<
    string,
    {status: string; label: string; persons: number; payable_eur: number; hidden: string}
  >();
  for (const row of rows) {
    const label =
      statusLabels[text(row, 'status')] ?? reasonLabels[text(row, 'reason')] ?? text(row, 'reason');
    const sum = sums.get(label) ?? {
      status: text(row, 'status'),
      label,
      persons: 0,
      payable_eur: 0,
      hidden: '',
    };
    // a hidden part is left out: the sum is about the parts that may be shown
    if (text(row, 'hidden') === '') {
      sum.persons += num(row, 'persons');
      sum.payable_eur += num(row, 'payable_eur');
    }
    sums.set(label, sum);
  }
  return [...sums.values()].filter((row) => row.persons > 0).sort((a, b) => b.persons - a.persons);
}
