import {euroShort, longDay, months, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type Rows, type Value} from '../../src/site/page.js';
import {curves} from '../charts/curves.js';
import {stacks} from '../charts/stacks.js';
import {distinct, length, ofYear, withShare} from '../pick.js';
import {colours, dashes, narrow} from '../theme.js';
import {waiting} from '../words.js';

/** What is due, what is paid, what waits, and what the credits allow. */
export default page({
  title: 'Hoeveel geld is betaald, en hoeveel wacht er nog?',
  menu: 'Budget',
  order: 30,
  lead: 'Het recht per refertejaar, opgesplitst in wat betaald is en wat nog open staat, en de betalingen tegenover de kredieten van het begrotingsjaar.',
  filters: ['year'],
  rows: {
    open: (db) => db.selectFrom('published.open_amounts').selectAll(),
    monthly: (db) => db.selectFrom('published.paid_monthly').selectAll(),
    credits: (db) => db.selectFrom('published.credits').selectAll(),
  },
  keys: ({data, choice}) => {
    const open = ofYear(data.open, choice.year)[0];
    const waits = waiting(open);
    const share = (key: string): string =>
      `${percent(num(open, key) / num(open, 'entitled_eur'))} van het recht`;
    return [
      {label: 'Recht', value: euroShort(num(open, 'entitled_eur')), detail: `refertejaar ${choice.year}`},
      {label: 'Uitbetaald', value: euroShort(num(open, 'paid_eur')), detail: share('paid_eur')},
      {
        label: 'Nog te betalen',
        value: euroShort(num(open, 'open_registered_eur')),
        detail: `rekening gekend, ${share('open_registered_eur')}`,
      },
      {
        label: waits.label,
        value: euroShort(waits.euro),
        detail: `${waits.verb === 'wacht' ? 'registreren kan tot' : 'registreren kon tot'} ${longDay(text(open, 'application_deadline_date'))}`,
      },
    ];
  },
  figures: (context) => [openFigure(context), burnUp(context), creditsFigure(context)],
});

function openFigure({data, choice}: PageContext): Figure {
  const rows = [...(data.open ?? [])].sort((a, b) => num(b, 'reference_year') - num(a, 'reference_year'));
  const now = rows.find((row) => row.reference_year === choice.year);
  const waits = waiting(now);
  const parts = [
    {key: 'paid_eur', label: 'Uitbetaald', colour: colours.paid},
    {key: 'open_registered_eur', label: 'Rekening gekend, nog te betalen', colour: colours.registered},
    {key: 'open_unregistered_eur', label: 'Wacht op een rekening', colour: colours.missing},
    {key: 'lapsed_eur', label: 'Vervallen', colour: colours.other},
  ];
  return {
    id: 'recht-en-betaling',
    title: 'Wat er met het recht gebeurde, per refertejaar',
    finding: `Van het recht over ${choice.year} is ${euroShort(num(now, 'paid_eur'))} betaald; ${euroShort(waits.euro)} ${waits.verb === 'wacht' ? 'wacht op een rekening' : 'is vervallen'}.`,
    description:
      'Gestapelde staven per refertejaar: uitbetaald, nog te betalen, wacht op een rekening, vervallen.',
    chart: (width) =>
      stacks(
        rows.map((row) => ({
          label: String(row.reference_year),
          parts: parts.map((part) => ({...part, value: Math.max(num(row, part.key), 0)})),
        })),
        width,
        euroShort,
      ),
    isTableOpen: true,
    table: {
      caption: 'Recht, betaald en open per refertejaar',
      columns: [
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'entitled_eur', label: 'Recht', kind: 'euro'},
        ...parts.map((part) => ({key: part.key, label: part.label, kind: 'euro' as const})),
      ],
      rows,
    },
    notes: ['Recht = uitbetaald + nog te betalen + wacht op een rekening + vervallen, tot op de cent.'],
  };
}

/** Payments inside the budget year that follows the reference year, against its payment credit. */
function burnUp({data, choice}: PageContext): Figure {
  const fiscal = choice.year + 1;
  const years = distinct(
    (data.monthly ?? [])
      .filter((row) => row.scheme === 'jobbonus')
      .map((row): Row => ({y: text(row, 'paid_month').slice(0, 4)})),
    'y',
  )
    .map(Number)
    .sort((a, b) => a - b)
    .filter((year) => Math.abs(year - fiscal) <= 1);
  const credit = creditOf(data.credits, fiscal, 'VEK', 'budget');
  const path = (year: number): {x: number; y: number}[] => {
    let sum = 0;
    const points = [{x: 0, y: 0}];
    for (const [i, month] of monthsOf(year).entries()) {
      const paid = sumOf(inMonth(data.monthly, month), 'paid_eur');
      // the year under way ends with its last month that has a payment
      if (paid === null && year === years.at(-1)) break;
      sum += paid ?? 0;
      points.push({x: i + 1, y: sum});
    }
    return points;
  };
  const paths = years.map((year) => ({year, points: path(year)}));
  const now = paths.find((p) => p.year === fiscal)?.points.at(-1);
  return {
    id: 'betalingen-begrotingsjaar',
    title: `Betalingen in begrotingsjaar ${fiscal}`,
    finding: now
      ? `In ${fiscal} is ${euroShort(now.y)} betaald${credit > 0 ? `, ${percent(now.y / credit)} van het betaalkrediet van ${euroShort(credit)}` : ''}.`
      : `In begrotingsjaar ${fiscal} is nog niets betaald.`,
    description: 'Oplopende lijnen per begrotingsjaar met de lijn van het betaalkrediet.',
    chart: (width) =>
      curves(
        [
          ...paths.map((p) => ({
            label: String(p.year),
            colour: p.year === fiscal ? colours.paid : colours.quiet,
            isBold: p.year === fiscal,
            ...(p.year === fiscal ? {} : {dash: p.year < fiscal ? dashes[1] : dashes[2]}),
            points: p.points,
          })),
          ...(credit > 0
            ? [
                {
                  label: `krediet ${fiscal}`,
                  colour: colours.ink,
                  isBold: false,
                  dash: dashes[3],
                  points: [
                    {x: 0, y: credit},
                    {x: 12, y: credit},
                  ],
                },
              ]
            : []),
        ],
        width,
        {
          xLabel: 'maand van het begrotingsjaar',
          yFormat: euroShort,
          xDomain: [0, 12],
          xTicks: width < narrow ? [0.5, 3.5, 6.5, 9.5] : months.map((_, i) => i + 0.5),
          xFormat: (value) => monthNames[Math.floor(value)] ?? '',
          shape: 'straight',
        },
      ),
    table: {
      caption: 'Betalingen per maand van alle refertejaren samen',
      columns: [
        {key: 'month', label: 'Maand', kind: 'text'},
        ...years.map((year) => ({key: `y${year}`, label: String(year), kind: 'euro' as const})),
      ],
      rows: months.map((name, i) => ({
        month: name,
        ...Object.fromEntries(
          years.map((year) => [`y${year}`, sumOf(inMonth(data.monthly, monthsOf(year)[i]!), 'paid_eur')]),
        ),
      })),
    },
    notes: [
      'Een betaling telt in het begrotingsjaar waarin ze is uitgevoerd, ook voor een vroeger refertejaar. Maanden met minder dan 5 personen tellen niet mee.',
    ],
  };
}

const monthNames = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

const monthsOf = (year: number): string[] =>
  months.map((_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);

const inMonth = (monthly: Rows | undefined, month: string): Rows =>
  (monthly ?? []).filter((row) => row.scheme === 'jobbonus' && text(row, 'paid_month').startsWith(month));

/** A sum of what may be shown; null of nothing. */
const sumOf = (rows: Rows, key: string): number | null =>
  rows.length === 0 ? null : rows.reduce((sum, row) => sum + length(row, key), 0);

function creditOf(credits: Rows | undefined, fiscal: number, appropriation: string, kind: string): number {
  const row = (credits ?? []).find(
    (r) =>
      r.fiscal_year === fiscal &&
      r.scheme === 'jobbonus' &&
      r.appropriation === appropriation &&
      r.kind === kind,
  );
  return row ? num(row, 'amount_eur') : 0;
}

/** What was budgeted and booked, one row a credit: of the budget year and of those after it. */
function creditsFigure({data, choice}: PageContext): Figure {
  const fiscal = choice.year + 1;
  const credits = new Map<string, Record<string, Value>>();
  for (const row of data.credits ?? []) {
    if (num(row, 'fiscal_year') < fiscal) continue;
    const key = [row.fiscal_year, row.scheme, row.appropriation].join(' ');
    const credit = credits.get(key) ?? {
      fiscal_year: row.fiscal_year ?? null,
      scheme_label: row.scheme === 'plus' ? 'JobbonusPLUS' : 'Jobbonus',
      appropriation: row.appropriation ?? null,
      last_booked_on: null,
    };
    credit[text(row, 'kind')] = row.amount_eur ?? null;
    if (text(row, 'last_booked_on') > String(credit.last_booked_on ?? ''))
      credit.last_booked_on = text(row, 'last_booked_on');
    credits.set(key, credit);
  }
  const rows = [...credits.values()]
    .map((row) => withShare({hidden: '', ...row}, 'used', 'realised', 'budget'))
    .sort(
      (a, b) =>
        num(a, 'fiscal_year') - num(b, 'fiscal_year') ||
        text(a, 'scheme_label').localeCompare(text(b, 'scheme_label')) ||
        text(a, 'appropriation').localeCompare(text(b, 'appropriation')),
    );
  const budget = creditOf(data.credits, fiscal, 'VAK', 'budget');
  const realised = creditOf(data.credits, fiscal, 'VAK', 'realised');
  return {
    id: 'kredieten',
    title: `De kredieten vanaf begrotingsjaar ${fiscal}`,
    finding:
      budget > 0
        ? `Van het vastleggingskrediet ${fiscal} (${euroShort(budget)}) is ${percent(realised / budget)} gerealiseerd.`
        : `Voor begrotingsjaar ${fiscal} is nog geen krediet bekend.`,
    isTableOpen: true,
    table: {
      caption: 'Kredieten en boekingen per begrotingsjaar',
      columns: [
        {key: 'fiscal_year', label: 'Begrotingsjaar', kind: 'text'},
        {key: 'scheme_label', label: 'Maatregel', kind: 'text'},
        {key: 'appropriation', label: 'Krediet', kind: 'text'},
        {key: 'budget', label: 'Begroot', kind: 'euro'},
        {key: 'realised', label: 'Gerealiseerd', kind: 'euro'},
        {key: 'used', label: 'Benut', kind: 'percent'},
        {key: 'accrual', label: 'Overlopende rekening', kind: 'euro'},
        {key: 'last_booked_on', label: 'Laatste boeking', kind: 'day'},
      ],
      rows,
    },
    notes: [
      'VAK: vastleggingskrediet, wat in het jaar beloofd mag worden. VEK: vereffeningskrediet, wat in het jaar betaald mag worden. Overlopende rekening: geraamd voor het jaar, later betaald; een min neemt een vorige raming terug.',
      `De betalingen voor refertejaar ${choice.year} beginnen in de winter van begrotingsjaar ${choice.year + 1}; kies een vroeger refertejaar voor vroegere kredieten.`,
    ],
  };
}
