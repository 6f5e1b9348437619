import {count, euroShort, longDay, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {breaksIn, rulesAsked} from '../breaks.js';
import {campaignCurves} from '../charts/campaign.js';
import {curves} from '../charts/curves.js';
import {panels} from '../charts/panels.js';
import {
  breaksFigure,
  denominatorsFigure,
  growthFigure,
  measuresFigure,
  persistentFigure,
  statesFigure,
  unclaimedFigure,
} from '../figures/takeup.js';
import {
  dimensionName,
  distinct,
  largest,
  length,
  ofCategory,
  ofChoice,
  ofEverybody,
  ofYear,
  shownOr,
  withShare,
} from '../pick.js';
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
  const [most, least] = [
    largest(ends, 'rate'),
    largest(
      ends.map((row): Row => ({...row, rate: -num(row, 'rate')})),
      'rate',
    ),
  ];
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
    title: `Registraties per ${dimensionName(context)}, week na week`,
    finding: most
      ? `Op ${longDay(text(most, 'week_ends_on'))} is de rekening het vaakst gekend bij ${groupName(choice.dimension, text(most, 'category'), dimensions)} (${percent(num(most, 'rate'))}), het minst bij ${groupName(choice.dimension, text(least, 'category'), dimensions)} (${percent(-num(least, 'rate'))}).`
      : tooSmall,
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
      caption: `Personen met een gekende rekening per ${dimensionName(context)} en week`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'week_no', label: 'Week', kind: 'text'},
        {key: 'week_ends_on', label: 'Einde van de week', kind: 'day'},
        {key: 'registered', label: 'Rekening gekend', kind: 'count'},
        {key: 'paid', label: 'Uitbetaald', kind: 'count'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
      ],
      // every fourth week says the same in a quarter of the rows
      rows: weekly.filter((row) => num(row, 'week_no') % 4 === 0),
    },
    notes: [
      'De figuur toont bij meer dan drie groepen die met de meeste en de twee met de minste registraties; de tabel toont alle groepen om de vier weken.',
    ],
  };
}

function groupBars(context: PageContext): Figure {
  const {data, choice, dimensions, provenance} = context;
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
  const least = [...rows]
    .filter((row) => row.persons_share !== null)
    .sort((a, b) => num(a, 'persons_share') - num(b, 'persons_share'))[0];
  return {
    id: 'take-up-groepen',
    title: `Take-up per ${dimensionName(context)}`,
    finding: least
      ? `Op ${longDay(provenance.asOf)} is de take-up het laagst bij ${groupName(choice.dimension, text(least, 'category'), dimensions)}: ${percent(num(least, 'persons_share'))} van de personen en ${percent(num(least, 'amount_share'))} van de euro’s is uitbetaald.`
      : tooSmall,
    description:
      'Twee reeksen staven naast elkaar: aandeel uitbetaalde personen en uitbetaalde euro per groep.',
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
          })),
        })),
        width,
      ),
    isTableOpen: true,
    table: {
      caption: `Take-up per ${dimensionName(context)}, refertejaar ${choice.year}`,
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
  };
}
