import {euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Rows, type Value, yearsIn} from '../../src/site/page.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {accruals, burnUp, landings, layers} from '../budget/credits.js';
import {bridge, calendar, distribution, files, identity, provisions, runOff} from '../budget/right.js';
import {stacks} from '../charts/stacks.js';
import {ofYear, withShare} from '../pick.js';
import {colours} from '../theme.js';
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
    right: (db) => db.selectFrom('published.right_months').selectAll(),
    months: (db) => db.selectFrom('published.budget_months').selectAll(),
    landing: (db) => db.selectFrom('published.budget_landing').selectAll(),
    accruals: (db) => db.selectFrom('published.accruals').selectAll(),
    paid: (db) => db.selectFrom('published.run_off').selectAll(),
    // the reference year whose letters are still to go out is no year to look at
    ahead: (db) => db.selectFrom('published.outflow_ahead').selectAll().where('is_due', '=', true),
    bridge: (db) => db.selectFrom('published.cost_bridge').selectAll(),
    weeks: (db) => db.selectFrom('published.payment_weeks').selectAll(),
    files: (db) => db.selectFrom('published.payment_files').selectAll().where('scheme', '=', 'jobbonus'),
    provisions: (db) => db.selectFrom('published.provisions').selectAll(),
    amounts: (db) => db.selectFrom('published.amount_bands').selectAll(),
    rules: rulesAsked,
    credits: (db) => db.selectFrom('published.credits').selectAll(),
  },
  keys: ({data, choice}) => {
    const open = ofYear(data.open, choice.year)[0];
    const waits = waiting(open);
    const share = (key: string): string =>
      `${percent(num(open, key) / num(open, 'entitled_eur'))} van het recht`;
    const beyond = num(open, 'beyond_eur');
    return [
      {label: 'Recht', value: euroShort(num(open, 'entitled_eur')), detail: `refertejaar ${choice.year}`},
      {
        label: 'Uitbetaald',
        value: euroShort(num(open, 'paid_eur')),
        detail: `${share('settled_eur')}${beyond > 0 ? `, en ${euroShort(beyond)} te veel` : ''}`,
      },
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
  figures: (context) => [
    openFigure(context),
    burnUp(context, 'VEK'),
    burnUp(context, 'VAK'),
    landings(context),
    accruals(context),
    runOff(context),
    layers(context),
    bridge(context),
    calendar(context),
    creditsFigure(context),
    provisions(context),
    distribution(context),
    identity(context),
    files(context),
  ],
});

function openFigure({data, choice}: PageContext): Figure {
  const rows = [...(data.open ?? [])].sort((a, b) => num(b, 'reference_year') - num(a, 'reference_year'));
  const now = rows.find((row) => row.reference_year === choice.year);
  const waits = waiting(now);
  const parts = [
    {key: 'settled_eur', label: 'Uitbetaald op het recht', colour: colours.paid},
    {key: 'open_registered_eur', label: 'Rekening gekend, nog te betalen', colour: colours.registered},
    {key: 'open_unregistered_eur', label: 'Wacht op een rekening', colour: colours.missing},
    {key: 'lapsed_eur', label: 'Vervallen', colour: colours.other},
  ];
  return {
    id: 'recht-en-betaling',
    title: 'Wat er met het recht gebeurde, per refertejaar',
    finding: `Van het recht over ${choice.year} is ${euroShort(num(now, 'settled_eur'))} betaald; ${euroShort(waits.euro)} ${waits.verb === 'wacht' ? 'wacht op een rekening' : 'is vervallen'}.`,
    description:
      'Gestapelde staven per refertejaar: uitbetaald op het recht, nog te betalen, wacht op een rekening, vervallen.',
    chart: (width) =>
      stacks(
        rows.map((row) => ({
          label: String(row.reference_year),
          parts: parts.map((part) => ({...part, value: Math.max(num(row, part.key), 0)})),
        })),
        width,
        euroShort,
        breaksIn(data),
      ),
    isTableOpen: true,
    table: {
      caption: 'Recht, betaald en open per refertejaar',
      columns: [
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'entitled_eur', label: 'Recht', kind: 'euro'},
        ...parts.map((part) => ({key: part.key, label: part.label, kind: 'euro' as const})),
        {key: 'beyond_eur', label: 'Te veel betaald', kind: 'euro'},
        {key: 'paid_eur', label: 'Samen uitbetaald', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      'Recht = uitbetaald op het recht + nog te betalen + wacht op een rekening + vervallen, tot op de cent. Wat iemand te veel kreeg, staat apart en gaat niet af van wat anderen nog moeten krijgen: samen uitbetaald = uitbetaald op het recht + te veel betaald.',
    ],
  };
}

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
      scheme_label: row.scheme === 'plus' ? 'Jobbonus plus' : 'Jobbonus',
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
      `De betalingen voor refertejaar ${choice.year} beginnen in de winter van begrotingsjaar ${choice.year + 1}${yearsIn(data)[0] === choice.year ? '' : '; kies een vroeger refertejaar voor vroegere kredieten'}.`,
    ],
  };
}
