import {count, euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {wilson} from '../../src/statistics/proportions.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {campaignCurves} from '../charts/campaign.js';
import {curves} from '../charts/curves.js';
import {panels} from '../charts/panels.js';
import {
  breaksFigure,
  denominatorsFigure,
  growthFigure,
  isStillOpen,
  measuresFigure,
  persistentFigure,
  statesFigure,
  unclaimedFigure,
} from '../figures/takeup.js';
import {
  distinct,
  length,
  ofCategory,
  ofChoice,
  ofEverybody,
  ofYear,
  perDimension,
  shownOr,
  withShare,
} from '../pick.js';
import {type Side, sideOf, sidesOf} from '../standing.js';
import {colours, dashes} from '../theme.js';
import {groupName, tooSmall} from '../words.js';

/** From entitled to paid: in persons and in euro side by side, and week by week. */
export default page({
  title: 'Bereikt de jobbonus wie er recht op heeft?',
  menu: 'Take-up',
  order: 20,
  lead: 'De trechter van rechthebbende tot uitbetaalde persoon, altijd in personen én in euro, en hoe de campagne verloopt.',
  filters: ['year', 'dimension'],
  rows: {
    funnel: (db) => db.selectFrom('published.funnel').selectAll(),
    weekly: (db) =>
      db
        .selectFrom('published.takeup_weekly')
        // without euro: no figure of this page asks for them, and they are half the file
        .select([
          'reference_year',
          'dimension',
          'category',
          'week_no',
          'week_ends_on',
          'entitled',
          'registered',
          'paid',
          'hidden',
        ]),
    profile: (db) =>
      db
        .selectFrom('published.profile')
        .select([
          'reference_year',
          'dimension',
          'category',
          'entitled',
          'registered',
          'paid',
          'entitled_eur',
          'paid_eur',
          'rate',
          'rate_low',
          'rate_high',
          'hidden',
        ]),
    measures: (db) => db.selectFrom('published.takeup_measures').selectAll(),
    states: (db) => db.selectFrom('published.takeup_states').selectAll(),
    amounts: (db) => db.selectFrom('published.unclaimed_amounts').selectAll(),
    rules: rulesAsked,
    bridge: (db) =>
      db.selectFrom('published.cost_bridge').select(['reference_year', 'step_no', 'change_eur', 'hidden']),
    persistent: (db) => db.selectFrom('published.persistent_waits').selectAll(),
  },
  keys: ({data, choice, provenance}) => {
    const stage = (no: number): Row | undefined =>
      ofEverybody(ofYear(data.funnel, choice.year)).find((row) => row.stage_no === no);
    const [entitled, notified, registered, paid] = [stage(3), stage(4), stage(5), stage(6)];
    const on = `op ${longDay(provenance.asOf)}`;
    const of = (row: Row | undefined): string =>
      `${percent(num(row, 'persons') / num(entitled, 'persons'))} van de rechthebbenden ${on}`;
    return [
      {
        label: 'Rechthebbend',
        value: count(num(entitled, 'persons')),
        detail: `${euroShort(num(entitled, 'amount_eur'))} ${on}`,
      },
      {label: 'Aangeschreven', value: count(num(notified, 'persons')), detail: of(notified)},
      {label: 'Rekening gekend', value: count(num(registered, 'persons')), detail: of(registered)},
      {label: 'Uitbetaald', value: count(num(paid, 'persons')), detail: of(paid)},
    ];
  },
  figures: (context) => {
    const {data, choice, provenance} = context;
    if (choice.dimension !== 'by_total')
      return [funnelFigure(context), groupCurves(context), groupBars(context)];
    return [
      funnelFigure(context),
      measuresFigure(context),
      denominatorsFigure(context),
      statesFigure(context),
      ...(['registered', 'paid'] as const).map((measure) =>
        campaignCurves({
          id: `campagne-${measure}`,
          title: measure === 'registered' ? 'Registraties over de campagne' : 'Betalingen over de campagne',
          weekly: ofEverybody(data.weekly),
          year: choice.year,
          measure,
          breaks: breaksIn(data),
          asOf: provenance.asOf,
        }),
      ),
      unclaimedFigure(context),
      persistentFigure(context),
      breaksFigure(context),
      growthFigure(context),
    ];
  },
});

function funnelFigure({data, choice, provenance}: PageContext): Figure {
  const stages = ofEverybody(ofYear(data.funnel, choice.year));
  const entitled = stages.find((row) => row.stage_no === 3);
  const rows = stages.map((row): Row => {
    const isBeforeRight = num(row, 'stage_no') < 3;
    return {
      ...row,
      persons_share: isBeforeRight ? null : num(row, 'persons') / num(entitled, 'persons'),
      amount_share: isBeforeRight ? null : num(row, 'amount_eur') / num(entitled, 'amount_eur'),
    };
  });
  const paid = rows.find((row) => row.stage_no === 6);
  const registered = rows.find((row) => row.stage_no === 5);
  const waiting = num(entitled, 'persons') - num(registered, 'persons');
  return {
    id: 'trechter',
    title: 'Van recht tot betaling',
    finding: `Op ${longDay(provenance.asOf)} hebben ${count(waiting)} rechthebbenden nog geen rekening geregistreerd. Uitbetaald is ${percent(num(paid, 'persons_share'))} van de personen en ${percent(num(paid, 'amount_share'))} van de euro’s.`,
    description:
      'Twee reeksen staven naast elkaar: personen en euro per stap van rechthebbend tot uitbetaald.',
    chart: (width) => {
      const shown = rows.filter((row) => num(row, 'stage_no') >= 3);
      const colour = [colours.entitled, colours.notified, colours.registered, colours.paid];
      return panels(
        [
          {
            title: 'Personen',
            rows: shown.map((row, i) => ({
              label: text(row, 'stage'),
              value: length(row, 'persons'),
              shown: shownOr(row, 'persons', count),
              colour: colour[i]!,
            })),
          },
          {
            title: 'Euro',
            rows: shown.map((row, i) => ({
              label: text(row, 'stage'),
              value: length(row, 'amount_eur'),
              shown: shownOr(row, 'amount_eur', euroShort),
              colour: colour[i]!,
            })),
          },
        ],
        width,
      );
    },
    isTableOpen: true,
    table: {
      caption: `Van ontvangen dossier tot betaling, refertejaar ${choice.year}`,
      columns: [
        {key: 'stage', label: 'Stap', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'persons_share', label: 'Aandeel', kind: 'percent'},
        {key: 'amount_eur', label: 'Euro', kind: 'euro'},
        {key: 'amount_share', label: 'Aandeel', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'Aandelen zijn ten opzichte van de rechthebbenden. Voor de stappen daarvoor bestaat nog geen bedrag.',
      'Een rekening kan al gekend zijn voor de brief vertrekt, bijvoorbeeld van een vorig jaar: die stap kan dus meer mensen tellen dan de brieven.',
    ],
  };
}

/** Registration of each group of the chosen breakdown, week by week. */
function groupCurves(context: PageContext): Figure {
  const {data, choice, dimensions} = context;
  const weekly = ofChoice(data.weekly, choice).map((row) => withShare(row, 'rate', 'registered', 'entitled'));
  const groups = distinct(weekly, 'category');
  const ends = groups.flatMap((group) =>
    ofCategory(weekly, group)
      .filter((row) => !Number.isNaN(num(row, 'rate')))
      .slice(-1),
  );
  const everybody = ofEverybody(ofYear(data.weekly, choice.year)).map((row) =>
    withShare(row, 'rate', 'registered', 'entitled'),
  );
  const pointsOf = (rows: Rows): {x: number; y: number}[] =>
    rows.flatMap((row) => (row.rate === null ? [] : [{x: num(row, 'week_no'), y: num(row, 'rate')}]));
  // more lines are a tangle: the most and the least registered groups are drawn, all are in the table
  const drawn = [...ends].sort((a, b) => num(b, 'rate') - num(a, 'rate'));
  const chosen = drawn.length <= 3 ? drawn : [drawn[0]!, drawn.at(-2)!, drawn.at(-1)!];
  return {
    id: 'campagne-groepen',
    title: `Registraties ${perDimension(context)}, week na week`,
    finding: extremesOf(
      {
        what: 'de rekening',
        most: 'het vaakst gekend',
        least: 'het minst vaak gekend',
        unclear: 'in hoe vaak de rekening gekend is',
      },
      ends,
      groups.length,
      context,
      // a side of those without an account: who lies below everybody there, is known most often
      (end) => -sidesOf(end, data.profile, choice.year)[0],
    ),
    description: 'Lijnen per groep: aandeel met een gekende rekening per week sinds de eerste brief.',
    chart: (width) =>
      curves(
        [
          // one colour, because all of them are accounts known; the dashes and the names tell the groups apart
          ...chosen.map((end, i) => ({
            label: groupName(choice.dimension, text(end, 'category'), dimensions),
            colour: colours.registered,
            isBold: true,
            dash: dashes[i % dashes.length]!,
            points: pointsOf(ofCategory(weekly, text(end, 'category'))),
          })),
          {label: 'iedereen', colour: colours.quiet, isBold: false, points: pointsOf(everybody)},
        ],
        width,
        {xLabel: 'weken sinds de eerste brief', yFormat: (value) => percent(value, 0), yDomain: [0, 1]},
      ),
    table: {
      caption: `Personen met een gekende rekening ${perDimension(context)}, om de vier weken`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'week_no', label: 'Week', kind: 'text'},
        {key: 'week_ends_on', label: 'Einde van de week', kind: 'day'},
        {key: 'registered', label: 'Rekening gekend', kind: 'count'},
        {key: 'paid', label: 'Uitbetaald', kind: 'count'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
      ],
      rows: groups.flatMap((group) => everyFourthWeek(ofCategory(weekly, group))),
    },
    notes: [
      'De figuur toont bij meer dan drie groepen die met de meeste en de twee met de minste registraties; de tabel toont alle groepen om de vier weken.',
      'Een week waarin bij een groep te weinig mensen bijkwamen, staat als x in de tabel: wie er bijkwam, is geteld in de eerstvolgende week met een cijfer.',
      clearNote,
    ],
  };
}

/** Every fourth week says the same in a quarter of the rows; one that was merged into the next is hidden, not missing. */
function everyFourthWeek(rows: Rows): Rows {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const weeks = Array.from({length: Math.floor(num(last, 'week_no') / 4) + 1}, (_, i) => 4 * i);
  return weeks
    .filter((week) => week >= num(first, 'week_no'))
    .map(
      (week) =>
        rows.find((row) => row.week_no === week) ?? {
          category: first.category!,
          week_no: week,
          week_ends_on: daysAfter(text(first, 'week_ends_on'), 7 * (week - num(first, 'week_no'))),
          entitled: first.entitled ?? null,
          registered: null,
          paid: null,
          hidden: isHidden(first, 'entitled') ? 'entitled registered paid' : 'registered paid',
        },
    );
}

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const clearNote =
  'Een verschil is duidelijk als een groep met haar hele interval (Wilson, 95%) aan één kant van iedereen ligt, zoals op de pagina Profiel.';

interface ExtremeWords {
  readonly what: string;
  readonly most: string;
  readonly least: string;
  /** What there is no clear difference in. */
  readonly unclear: string;
}

/**
 * Which group lies highest and which lowest, as far as that is told by its interval; of all groups only when all of
 * them are shown.
 *
 * @param rows groups with a `rate`
 * @param all how many groups there are, with those that are hidden
 * @param sideOfGroup the side of everybody on which a group lies
 */
function extremesOf(
  words: ExtremeWords,
  rows: Rows,
  all: number,
  {choice, dimensions, provenance}: PageContext,
  sideOfGroup: (row: Row) => Side,
): string {
  const sorted = [...rows].sort((a, b) => num(a, 'rate') - num(b, 'rate'));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return tooSmall;
  const on = `Op ${longDay(text(most, 'week_ends_on') || provenance.asOf)}`;
  const named = (row: Row): string =>
    `${groupName(choice.dimension, text(row, 'category'), dimensions)} (${percent(num(row, 'rate'))})`;
  const isPartial = rows.length < all;
  if (rows.length === 1)
    return `${on} kan maar één groep getoond worden, ${named(most)}; er valt niets te vergelijken.`;
  const parts = [
    ...(sideOfGroup(most) > 0 ? [`${words.most} bij ${named(most)}`] : []),
    ...(sideOfGroup(least) < 0 ? [`${words.least} bij ${named(least)}`] : []),
  ];
  if (parts.length === 0)
    return `${on} is er tussen de ${isPartial ? 'getoonde ' : ''}groepen geen duidelijk verschil ${words.unclear}: van ${percent(num(least, 'rate'))} tot ${percent(num(most, 'rate'))}.`;
  return `${on} is${isPartial ? ', onder de getoonde groepen,' : ''} ${words.what} ${parts.join(', ')}.`;
}

function groupBars(context: PageContext): Figure {
  const {data, choice, provenance} = context;
  const groups = ofChoice(data.profile, choice).map((row) =>
    withShare(
      withShare(row, 'persons_share', 'paid', 'entitled'),
      'amount_share',
      'paid_eur',
      'entitled_eur',
    ),
  );
  // ages have an order of their own; everything else stands by its take-up, what is hidden last
  const rows =
    choice.dimension === 'by_age'
      ? groups
      : [...groups].sort((a, b) => length(b, 'persons_share') - length(a, 'persons_share'));
  const everybody = ofEverybody(ofYear(data.profile, choice.year))[0];
  const isOpen = isStillOpen(ofYear(data.measures, choice.year)[0], provenance.asOf);
  return {
    id: 'take-up-groepen',
    title: `Take-up ${perDimension(context)}`,
    finding: extremesOf(
      {
        what: 'de take-up in personen',
        most: 'het hoogst',
        least: 'het laagst',
        unclear: 'in take-up in personen',
      },
      rows
        .filter((row) => row.persons_share !== null)
        .map((row): Row => ({...row, rate: row.persons_share ?? null})),
      rows.length,
      context,
      (row) => paidSide(row, everybody),
    ),
    description: `Twee reeksen staven naast elkaar: aandeel uitbetaalde personen en uitbetaalde euro per groep.${isOpen ? ' Gearceerd is wat nog kan stijgen.' : ''}`,
    chart: (width) =>
      panels(
        (
          [
            ['Personen', 'persons_share'],
            ['Euro', 'amount_share'],
          ] as const
        ).map(([title, key]) => ({
          title,
          end: 1,
          rows: rows.map((row) => ({
            label: text(row, 'category'),
            value: length(row, key),
            shown: shownOr(row, key, percent),
            colour: colours.paid,
            isOpen,
          })),
        })),
        width,
      ),
    isTableOpen: true,
    table: {
      caption: `Take-up ${perDimension(context)}, refertejaar ${choice.year}`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
        {key: 'registered', label: 'Rekening gekend', kind: 'count'},
        {key: 'paid', label: 'Uitbetaald', kind: 'count'},
        {key: 'persons_share', label: 'Take-up personen', kind: 'percent'},
        {key: 'amount_share', label: 'Take-up euro', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      ...(isOpen
        ? [
            'Gearceerd: wie nog geen rekening registreerde kan dat voor dat jaar nog doen, dus het cijfer kan nog stijgen.',
          ]
        : []),
      clearNote,
    ],
  };
}

/** On which side of everybody a group lies with its whole interval, in the share that is paid. */
function paidSide(row: Row, everybody: Row | undefined): Side {
  const {low, high} = wilson(num(row, 'paid'), num(row, 'entitled'));
  return sideOf(low, high, num(everybody, 'paid') / num(everybody, 'entitled'));
}
