import {count, euroShort, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {campaignCurves} from '../charts/campaign.js';
import {curves} from '../charts/curves.js';
import {panels} from '../charts/panels.js';
import {dimensionName, distinct, largest, ofCategory, ofChoice, ofEverybody, ofYear} from '../pick.js';
import {colours} from '../theme.js';

/** From entitled to paid: in persons and in euro side by side, and week by week. */
export default page({
  title: 'Bereikt de jobbonus wie er recht op heeft?',
  menu: 'Take-up',
  order: 20,
  lead: 'De trechter van rechthebbende tot uitbetaalde persoon, altijd in personen én in euro, en hoe de campagne verloopt.',
  filters: ['year', 'dimension'],
  rows: {
    funnel: (db) => db.selectFrom('published.funnel').selectAll(),
    weekly: (db) => db.selectFrom('published.takeup_weekly').selectAll(),
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
  },
  keys: ({data, choice}) => {
    const stage = (no: number): Row | undefined =>
      ofEverybody(ofYear(data.funnel, choice.year)).find((row) => row.stage_no === no);
    const [entitled, notified, registered, paid] = [stage(3), stage(4), stage(5), stage(6)];
    const of = (row: Row | undefined): string =>
      `${percent(num(row, 'persons') / num(entitled, 'persons'))} van de rechthebbenden`;
    return [
      {
        label: 'Rechthebbend',
        value: count(num(entitled, 'persons')),
        detail: euroShort(num(entitled, 'amount_eur')),
      },
      {label: 'Aangeschreven', value: count(num(notified, 'persons')), detail: of(notified)},
      {label: 'Rekening gekend', value: count(num(registered, 'persons')), detail: of(registered)},
      {label: 'Uitbetaald', value: count(num(paid, 'persons')), detail: of(paid)},
    ];
  },
  figures: (context) => {
    const {data, choice} = context;
    return [
      funnelFigure(context),
      ...(choice.dimension === 'by_total'
        ? (['registered', 'paid'] as const).map((measure) =>
            campaignCurves({
              id: `campagne-${measure}`,
              title:
                measure === 'registered' ? 'Registraties over de campagne' : 'Betalingen over de campagne',
              weekly: ofEverybody(data.weekly),
              year: choice.year,
              measure,
            }),
          )
        : [groupCurves(context), groupBars(context)]),
    ];
  },
});

function funnelFigure({data, choice}: PageContext): Figure {
  const stages = ofEverybody(ofYear(data.funnel, choice.year));
  const entitled = stages.find((row) => row.stage_no === 3);
  const rows = stages.map(
    (row): Row => ({
      ...row,
      persons_share: num(row, 'stage_no') < 3 ? null : num(row, 'persons') / num(entitled, 'persons'),
      amount_share: num(row, 'stage_no') < 3 ? null : num(row, 'amount_eur') / num(entitled, 'amount_eur'),
    }),
  );
  const paid = rows.find((row) => row.stage_no === 6);
  const registered = rows.find((row) => row.stage_no === 5);
  const waiting = num(entitled, 'persons') - num(registered, 'persons');
  return {
    id: 'trechter',
    title: 'De trechter, in personen en in euro',
    finding: `${count(waiting)} rechthebbenden hebben nog geen rekening geregistreerd. Uitbetaald is ${percent(num(paid, 'persons_share'))} van de personen en ${percent(num(paid, 'amount_share'))} van de euro’s.`,
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
              value: num(row, 'persons'),
              shown: count(num(row, 'persons')),
              colour: colour[i]!,
            })),
          },
          {
            title: 'Euro',
            rows: shown.map((row, i) => ({
              label: text(row, 'stage'),
              value: num(row, 'amount_eur'),
              shown: euroShort(num(row, 'amount_eur')),
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
    ],
  };
}

/** Registration of each group of the chosen breakdown, week by week. */
function groupCurves(context: PageContext): Figure {
  const {data, choice} = context;
  const weekly = ofChoice(data.weekly, choice).map(
    (row): Row => ({...row, rate: num(row, 'registered') / num(row, 'entitled')}),
  );
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
  const palette = [colours.registered, colours.missing, colours.paid, colours.notified];
  // more than four lines are a tangle: the most and the least registered groups are drawn, all are in the table
  const drawn = [...ends].sort((a, b) => num(b, 'rate') - num(a, 'rate'));
  const chosen = drawn.length <= 4 ? drawn : [...drawn.slice(0, 2), ...drawn.slice(-2)];
  return {
    id: 'campagne-groepen',
    title: `Registraties per ${dimensionName(context)}, week na week`,
    finding: `Het vaakst geregistreerd: ${text(most, 'category')} (${percent(num(most, 'rate'))}). Het minst: ${text(least, 'category')} (${percent(-num(least, 'rate'))}).`,
    description: 'Lijnen per groep: aandeel met een gekende rekening per week sinds de eerste brief.',
    chart: (width) =>
      curves(
        chosen.map((end, i) => ({
          label: text(end, 'category'),
          colour: palette[i]!,
          isBold: true,
          points: ofCategory(weekly, text(end, 'category')).flatMap((row) =>
            Number.isNaN(num(row, 'rate')) ? [] : [{x: num(row, 'week_no'), y: num(row, 'rate')}],
          ),
        })),
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
      'De figuur toont bij meer dan vier groepen de twee met de meeste en de twee met de minste registraties; de tabel toont alle groepen om de vier weken.',
    ],
  };
}

function groupBars(context: PageContext): Figure {
  const {data, choice} = context;
  const rows = ofChoice(data.profile, choice).map(
    (row): Row => ({
      ...row,
      persons_share: Number.isNaN(num(row, 'paid')) ? null : num(row, 'paid') / num(row, 'entitled'),
      amount_share: Number.isNaN(num(row, 'paid_eur'))
        ? null
        : num(row, 'paid_eur') / num(row, 'entitled_eur'),
    }),
  );
  const least = [...rows]
    .filter((row) => row.persons_share !== null)
    .sort((a, b) => num(a, 'persons_share') - num(b, 'persons_share'))[0];
  return {
    id: 'take-up-groepen',
    title: `Take-up per ${dimensionName(context)}`,
    finding: `De laagste take-up is die van ${text(least, 'category')}: ${percent(num(least, 'persons_share'))} van de personen en ${percent(num(least, 'amount_share'))} van de euro’s is uitbetaald.`,
    description: 'Staven per groep: aandeel uitbetaalde personen.',
    chart: (width) =>
      bars(
        rows.map((row) => ({
          label: text(row, 'category'),
          value: Number.isNaN(num(row, 'persons_share')) ? 0 : num(row, 'persons_share'),
          shown: percent(num(row, 'persons_share')),
          colour: colours.paid,
        })),
        width,
        percent,
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
