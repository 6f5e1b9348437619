import {euroShort, longDay, months, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {curves} from '../charts/curves.js';
import {stacks} from '../charts/stacks.js';
import {distinct, ofYear} from '../pick.js';
import {colours} from '../theme.js';

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
    const share = (key: string): string =>
      `${percent(num(open, key) / num(open, 'entitled_eur'))} van het recht`;
    return [
      {label: 'Recht', value: euroShort(num(open, 'entitled_eur')), detail: `refertejaar ${choice.year}`},
      {label: 'Uitbetaald', value: euroShort(num(open, 'paid_eur')), detail: share('paid_eur')},
      {
        label: 'Rekening gekend, nog te betalen',
        value: euroShort(num(open, 'open_registered_eur')),
        detail: share('open_registered_eur'),
      },
      {
        label: 'Wacht op een rekening',
        value: euroShort(num(open, 'open_unregistered_eur')),
        detail: `tot ${longDay(text(open, 'application_deadline_date'))}`,
      },
    ];
  },
  figures: (context) => [openFigure(context), burnUp(context), creditsFigure(context)],
});

function openFigure({data, choice}: PageContext): Figure {
  const rows = [...(data.open ?? [])].sort((a, b) => num(b, 'reference_year') - num(a, 'reference_year'));
  const now = rows.find((row) => row.reference_year === choice.year);
  const parts = [
    {key: 'paid_eur', label: 'Uitbetaald', colour: colours.paid},
    {key: 'open_registered_eur', label: 'Rekening gekend, nog te betalen', colour: colours.registered},
    {key: 'open_unregistered_eur', label: 'Wacht op een rekening', colour: colours.missing},
    {key: 'lapsed_eur', label: 'Vervallen', colour: colours.quiet},
  ];
  return {
    id: 'recht-en-betaling',
    title: 'Wat er met het recht gebeurde, per refertejaar',
    finding: `Van het recht over ${choice.year} is ${euroShort(num(now, 'paid_eur'))} betaald en wacht ${euroShort(num(now, 'open_unregistered_eur'))} op een rekening.`,
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
  const years = distinct(
    (data.monthly ?? [])
      .filter((row) => row.scheme === 'jobbonus')
      .map((row): Row => ({y: text(row, 'paid_month').slice(0, 4)})),
    'y',
  )
    .map(Number)
    .sort();
  const fiscal = choice.year + 1;
  const credit = creditOf(data.credits, fiscal, 'VEK', 'budget');
  const path = (year: number): {x: number; y: number}[] => {
    let sum = 0;
    return months.flatMap((_, i) => {
      const month = `${year}-${String(i + 1).padStart(2, '0')}`;
      const found = (data.monthly ?? []).filter(
        (row) => row.scheme === 'jobbonus' && text(row, 'paid_month').startsWith(month),
      );
      const last = years.at(-1) === year && found.length === 0;
      sum += found.reduce(
        (total, row) => total + (Number.isNaN(num(row, 'paid_eur')) ? 0 : num(row, 'paid_eur')),
        0,
      );
      return last ? [] : [{x: i + 1, y: sum}];
    });
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
            ...(p.year === fiscal ? {} : {dash: '6 3'}),
            points: p.points,
          })),
          ...(credit > 0
            ? [
                {
                  label: `krediet ${fiscal}`,
                  colour: colours.missing,
                  isBold: false,
                  dash: '2 4',
                  points: [
                    {x: 1, y: credit},
                    {x: 12, y: credit},
                  ],
                },
              ]
            : []),
        ],
        width,
        {xLabel: 'maand van het begrotingsjaar', yFormat: euroShort},
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
          years.map((year) => [
            `y${year}`,
            sumOf(
              (data.monthly ?? []).filter(
                (row) =>
                  row.scheme === 'jobbonus' &&
                  text(row, 'paid_month').startsWith(`${year}-${String(i + 1).padStart(2, '0')}`),
              ),
              'paid_eur',
            ),
          ]),
        ),
      })),
    },
    notes: [
      'Een betaling telt in het begrotingsjaar waarin ze is uitgevoerd, ook voor een vroeger refertejaar. Maanden met minder dan 5 personen tellen niet mee.',
    ],
  };
}

const sumOf = (rows: Rows, key: string): number | null =>
  rows.length === 0
    ? null
    : rows.reduce((sum, row) => sum + (Number.isNaN(num(row, key)) ? 0 : num(row, key)), 0);

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

function creditsFigure({data, choice}: PageContext): Figure {
  const fiscal = choice.year + 1;
  const names: Readonly<Record<string, string>> = {
    budget: 'Begroot',
    realised: 'Gerealiseerd',
    accrual: 'Overlopende rekening',
  };
  const rows = [...(data.credits ?? [])]
    .sort(
      (a, b) =>
        num(b, 'fiscal_year') - num(a, 'fiscal_year') || text(a, 'scheme').localeCompare(text(b, 'scheme')),
    )
    .map(
      (row): Row => ({
        ...row,
        kind_label: names[text(row, 'kind')] ?? text(row, 'kind'),
        scheme_label: row.scheme === 'plus' ? 'JobbonusPLUS' : 'Jobbonus',
      }),
    );
  const budget = creditOf(data.credits, fiscal, 'VAK', 'budget');
  const realised = creditOf(data.credits, fiscal, 'VAK', 'realised');
  return {
    id: 'kredieten',
    title: 'De kredieten',
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
        {key: 'kind_label', label: 'Soort', kind: 'text'},
        {key: 'amount_eur', label: 'Bedrag', kind: 'euro'},
        {key: 'last_booked_on', label: 'Laatste boeking', kind: 'day'},
      ],
      rows,
    },
    notes: [
      'VAK: vastleggingskrediet, wat in het jaar beloofd mag worden. VEK: vereffeningskrediet, wat in het jaar betaald mag worden.',
    ],
  };
}
