import {dash, euro, percent, shortDay, signed} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {hiddenSign, isHidden, valueText} from '../../src/site/cells.js';
import {type CellKind, type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {type HeatCell, heat} from '../charts/heat.js';
import {distinct, ofYear, someHidden} from '../pick.js';
import {colours, narrow} from '../theme.js';

/** Every headline figure as each run saw it, and who changed what. */
export default page({
  title: 'Hoe zijn de cijfers bijgesteld, en door wie?',
  menu: 'Revisies',
  order: 70,
  lead: 'Elk hoofdcijfer zoals elke berekening het zag, de goedgekeurde herberekeningen met hun oorzaken en het controlespoor.',
  filters: ['year'],
  rows: {
    vintages: (db) => db.selectFrom('published.revisions').selectAll(),
    restatements: (db) => db.selectFrom('published.restatements').selectAll(),
    log: (db) => db.selectFrom('published.change_log').selectAll(),
  },
  keys: ({data, choice}) => {
    const rows = ofYear(data.vintages, choice.year);
    const latest = distinct(rows, 'as_of_date').sort();
    return [
      {label: 'Versies', value: String(latest.length), detail: `van elk hoofdcijfer over ${choice.year}`},
      {label: 'Eerste', value: shortDay(latest[0]), detail: 'gezien vanaf die dag'},
      {label: 'Laatste', value: shortDay(latest.at(-1)), detail: 'gezien vanaf die dag'},
    ];
  },
  figures: (context) => [triangle(context), sizes(context), restatements(context), log(context)],
});

/** One row a figure, one column a vintage: the first to the latest, nothing overwritten. */
function triangle({data, choice}: PageContext): Figure {
  const vintages = ofYear(data.vintages, choice.year);
  // the six latest fit on a page
  const days = distinct(vintages, 'as_of_date').sort().slice(-6);
  const rows = distinct(
    [...vintages].sort((a, b) => num(a, 'figure_no') - num(b, 'figure_no')),
    'figure',
  ).map((figure): Row => {
    const cells: Record<string, string> = {figure};
    for (const day of days) {
      const row = vintages.find((v) => v.figure === figure && v.as_of_date === day);
      cells[day] =
        row === undefined || doesNotApply(row) ? '' : isHidden(row, 'value') ? hiddenSign : shown(row);
    }
    return cells;
  });
  const paid = vintages
    .filter((row) => row.figure === 'Uitbetaald' && !isHidden(row, 'value'))
    .sort((a, b) => text(a, 'as_of_date').localeCompare(text(b, 'as_of_date')));
  const [first, last] = [paid[0], paid.at(-1)];
  return {
    id: 'versies',
    title: 'Elk hoofdcijfer, versie na versie',
    finding:
      first && last && first !== last
        ? `Het aantal uitbetaalde dossiers over ${choice.year} ging van ${shown(first)} (gezien op ${shortDay(text(first, 'as_of_date'))}) naar ${shown(last)} (${shortDay(text(last, 'as_of_date'))}).`
        : `Over ${choice.year} is er één versie; een bijstelling is er dus nog niet.`,
    ...(days.length > 1
      ? {
          description: `Vakken per cijfer en dag: hoeveel van de laatste versie toen al gekend was.`,
          chart: (width: number) =>
            heat(
              sharesOfLatest(vintages, days.slice(width < narrow ? -2 : -6)),
              width,
              'gezien op; 100% is de laatste versie',
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Hoofdcijfers over refertejaar ${choice.year}, per dag vanaf welke ze gezien zijn`,
      columns: [
        {key: 'figure', label: 'Cijfer', kind: 'text'},
        ...days.map((day) => ({key: day, label: shortDay(day), kind: 'written' as const})),
      ],
      rows,
    },
    notes: [
      'Een versie is de laatste berekening vanaf die dag. Er wordt niets overschreven: elke berekening voegt haar cijfers toe. Hoogstens de zes laatste versies staan in de tabel.',
      ...(vintages.some(doesNotApply)
        ? [`Een streepje (${dash}): het cijfer is voor ${choice.year} niet van toepassing.`]
        : []),
      'Twee versies naast elkaar verraden hoeveel personen erbij kwamen of weggingen. Een versie die te weinig personen verschilt van een getoonde, is afgeschermd (x); de laatste staat er, behalve waar ook de andere pagina’s haar afschermen.',
    ],
  };
}

/** How dark: what part of the latest version was known on each day. */
function sharesOfLatest(vintages: readonly Row[], days: readonly string[]): HeatCell[] {
  const latest = (figure: string): number =>
    num(
      [...vintages]
        .filter((row) => row.figure === figure)
        .sort((a, b) => text(a, 'as_of_date').localeCompare(text(b, 'as_of_date')))
        .at(-1),
      'value',
    );
  return [...vintages]
    .sort((a, b) => num(a, 'figure_no') - num(b, 'figure_no'))
    .filter((row) => days.includes(text(row, 'as_of_date')) && latest(text(row, 'figure')) > 0)
    .map((row) => {
      const share = num(row, 'value') / latest(text(row, 'figure'));
      const isGone = isHidden(row, 'value');
      return {
        row: text(row, 'figure'),
        column: shortDay(text(row, 'as_of_date')),
        value: isGone ? 0 : Math.min(share, 1),
        shown: isGone ? hiddenSign : percent(share),
        isProjected: false,
      };
    });
}

/** Whether a figure has no value because it is about nobody that year, which is neither a nought nor hidden. */
const doesNotApply = (row: Row): boolean => row.value === null && !isHidden(row, 'value');

const shown = (row: Row): string => {
  const kind: CellKind = row.unit === 'percent' ? 'percent' : row.unit === 'euro' ? 'euro' : 'count';
  return valueText(row.value ?? null, kind);
};

/** Figures up to here say what people are due, and change by revision only; those behind it grow with the campaign. */
const lastOfTheRight = 2;

/** How large revisions are: median, mean and largest, in absolute size. */
function sizes({data, choice}: PageContext): Figure {
  const vintages = ofYear(data.vintages, choice.year).filter(
    (row) => !Number.isNaN(num(row, 'revision_share')),
  );
  const rows = distinct(
    [...vintages].sort((a, b) => num(a, 'figure_no') - num(b, 'figure_no')),
    'figure',
  ).map((figure): Row => {
    const ofFigure = vintages.filter((row) => row.figure === figure);
    const all = ofFigure.map((row) => num(row, 'revision_share')).sort((a, b) => a - b);
    const absolute = all.map(Math.abs).sort((a, b) => a - b);
    const bound = num(ofFigure[0], 'bound_share');
    const beyond = ofFigure.filter((row) => Math.abs(num(row, 'revision_share')) > bound);
    return {
      figure,
      grows: num(ofFigure[0], 'figure_no') > lastOfTheRight,
      revisions: all.length,
      mean: meanOf(all),
      median: middleOf(all),
      absolute: meanOf(absolute),
      largest: absolute.at(-1)!,
      bound: Number.isNaN(bound) ? null : bound,
      note:
        beyond
          .map((row) => `${shortDay(text(row, 'as_of_date'))}: ${text(row, 'note') || 'zonder toelichting'}`)
          .join('; ') || null,
    };
  });
  const unexplained = rows.filter((row) => /zonder toelichting/.test(text(row, 'note')));
  const byLargest = [...rows].sort((a, b) => num(b, 'largest') - num(a, 'largest'));
  const most = byLargest.find((row) => !row.grows);
  const grown = byLargest.find((row) => row.grows);
  const isPartial = someHidden(ofYear(data.vintages, choice.year), 'value');
  return {
    id: 'grootte',
    title: 'Hoe groot de bijstellingen zijn',
    finding:
      rows.length === 0
        ? `Over ${choice.year} is nog niets bijgesteld.`
        : [
            most
              ? `De grootste ${isPartial ? 'getoonde ' : ''}bijstelling van het recht in één stap is die van ${text(most, 'figure').toLowerCase()}: ${percent(num(most, 'largest'))}.`
              : `Het recht over ${choice.year} is ${isPartial ? 'in de getoonde versies ' : ''}niet bijgesteld.`,
            grown
              ? `Wat met de campagne meegroeit, veranderde tot ${percent(num(grown, 'largest'))} (${text(grown, 'figure').toLowerCase()}).`
              : '',
            unexplained.length === 0
              ? 'Geen enkel cijfer ging zonder toelichting over zijn grens.'
              : `Over de grens en zonder toelichting: ${unexplained.map((row) => text(row, 'figure').toLowerCase()).join(', ')}.`,
          ]
            .filter((sentence) => sentence !== '')
            .join(' '),
    description: 'Staven: de grootste bijstelling per cijfer; lichter wat met de campagne meegroeit.',
    ...(rows.length > 1
      ? {
          chart: (width: number) =>
            bars(
              rows.map((row) => ({
                label: text(row, 'figure'),
                value: num(row, 'largest'),
                colour: row.grows ? colours.other : colours.notified,
              })),
              width,
              (value) => percent(value),
            ),
        }
      : {}),
    isTableOpen: true,
    table: {
      caption: `Bijstelling van getoonde versie tot getoonde versie, refertejaar ${choice.year}`,
      columns: [
        {key: 'figure', label: 'Cijfer', kind: 'text'},
        {key: 'revisions', label: 'Bijstellingen', kind: 'count'},
        {key: 'mean', label: 'Gemiddelde', kind: 'percent'},
        {key: 'median', label: 'Mediaan', kind: 'percent'},
        {key: 'absolute', label: 'Gemiddelde grootte', kind: 'percent'},
        {key: 'largest', label: 'Grootste', kind: 'percent'},
        {key: 'bound', label: 'Grens', kind: 'percent'},
        {key: 'note', label: 'Toelichting', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Gemiddelde en mediaan tellen plus en min; de gemiddelde grootte niet. Een cijfer dat meer dan zijn grens verandert, krijgt een toelichting.',
      'Een lopend jaar groeit vanzelf: registraties en betalingen zijn geen fout die verbeterd wordt, en hebben daarom geen grens.',
    ],
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** The middle value; of an even number the mean of the two in the middle. */
const middleOf = (sorted: readonly number[]): number =>
  (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;

const causeNames: Readonly<Record<string, string>> = {
  first: 'Eerste berekening',
  code: 'Gewijzigde code of codelijst',
  parameters: 'Gewijzigde parameter',
  data: 'Gewijzigde gegevens',
  objection: 'Gewijzigde gegevens na bezwaar',
  time: 'Andere dag',
};

function restatements({data, choice}: PageContext): Figure {
  const rows = ofYear(data.restatements, choice.year).map(
    (row): Row => ({...row, cause_label: causeNames[text(row, 'cause')] ?? text(row, 'cause')}),
  );
  const total = rows.reduce(
    (sum, row) => sum + (Number.isNaN(num(row, 'change_eur')) ? 0 : num(row, 'change_eur')),
    0,
  );
  return {
    id: 'herzieningen',
    title: 'Goedgekeurde herberekeningen en hun oorzaak',
    finding:
      rows.length === 0
        ? `Over ${choice.year} is geen herberekening toegepast die door een tweede persoon goedgekeurd is.`
        : `De getoonde oorzaken brengen het recht over ${choice.year} op ${signed(euro(total.toFixed(2)))}.`,
    isTableOpen: true,
    table: {
      caption: `Herberekeningen over refertejaar ${choice.year}, oorzaak per oorzaak`,
      columns: [
        {key: 'entry_no', label: 'Nr.', kind: 'text'},
        {key: 'recorded_at', label: 'Toegepast', kind: 'day'},
        {key: 'cause_label', label: 'Oorzaak', kind: 'text'},
        {key: 'source', label: 'Bron', kind: 'text'},
        {key: 'persons_up', label: 'Hoger', kind: 'count'},
        {key: 'persons_down', label: 'Lager', kind: 'count'},
        {key: 'persons_in', label: 'Nieuw recht', kind: 'count'},
        {key: 'persons_out', label: 'Recht verloren', kind: 'count'},
        {key: 'change_eur', label: 'Euro', kind: 'euro'},
        {key: 'actor', label: 'Voorgesteld door', kind: 'text'},
        {key: 'approver', label: 'Goedgekeurd door', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Oorzaken worden in vaste volgorde bijgeteld: code, parameters, gegevens per bron, dag. Elke stap is een volledige berekening; samen zijn ze precies het verschil.',
    ],
  };
}

function log({data}: PageContext): Figure {
  const names: Readonly<Record<string, string>> = {
    run: 'Berekend',
    apply: 'Herberekening toegepast',
    disclose: 'Persoonsgegevens bezorgd',
    purge: 'Gewist na de bewaartermijn',
    purged: 'Wissen voltooid',
    'wave-plan': 'Plan van een golf vastgelegd',
  };
  const rows = [...(data.log ?? [])]
    .sort((a, b) => num(b, 'entry_no') - num(a, 'entry_no'))
    .map(
      (row): Row => ({
        ...row,
        action_label: names[text(row, 'action')] ?? text(row, 'action'),
        subject: text(row, 'subject').replace(/^run (?=\d+$)/, 'berekening '),
      }),
    );
  return {
    id: 'controlespoor',
    title: 'Het controlespoor',
    finding: `${rows.length} ${rows.length === 1 ? 'handeling staat' : 'handelingen staan'} in het controlespoor; de laatste is van ${shortDay(text(rows[0], 'recorded_at'))}.`,
    table: {
      caption: 'Wat gedaan is en door wie',
      columns: [
        {key: 'entry_no', label: 'Nr.', kind: 'text'},
        {key: 'recorded_at', label: 'Wanneer', kind: 'day'},
        {key: 'action_label', label: 'Wat', kind: 'text'},
        {key: 'subject', label: 'Waarop', kind: 'text'},
        {key: 'actor', label: 'Voorgesteld door', kind: 'text'},
        {key: 'approver', label: 'Goedgekeurd door', kind: 'text'},
        {key: 'purpose', label: 'Doel', kind: 'text'},
        {key: 'recipient', label: 'Ontvanger', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Elke regel draagt de vingerafdruk van de vorige: een gewijzigde of verwijderde regel breekt de keten, en de controles melden dat.',
    ],
  };
}
