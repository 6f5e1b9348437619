import {count, euroShort, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row, type Rows} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {rateAndShare} from '../charts/dots.js';
import {
  dimensionName,
  length,
  ofChoice,
  ofEverybody,
  ofYear,
  shownOr,
  someHidden,
  withShare,
} from '../pick.js';
import {beforeColumn, beforeNote, shownBefore, shownBeforeColumns} from '../shown-before.js';
import {sidesOf, standing, standingAside} from '../standing.js';
import {colours} from '../theme.js';
import {groupName, tooSmall, waiting} from '../words.js';

/** Who has not registered an account: rate and share per group, with counts and intervals. */
export default page({
  title: 'Wie registreerde nog geen rekening?',
  menu: 'Profiel',
  order: 40,
  lead: 'Per groep: hoe vaak een rekening ontbreekt, en welk deel van alle mensen zonder rekening de groep is. Een verband is geen oorzaak.',
  filters: ['year', 'cells'],
  rows: {
    // every approved crossing of at most three dimensions; municipalities have a page of their own
    profile: (db) =>
      db
        .selectFrom('published.profile_cells')
        .select([
          'reference_year',
          'dimension',
          'category',
          'entitled',
          'not_registered',
          'not_registered_eur',
          'rate',
          'rate_low',
          'rate_high',
          'share',
          ...shownBeforeColumns,
          'hidden',
        ])
        .where('dimension', '<>', 'by_municipality'),
    open: (db) => db.selectFrom('published.open_amounts').selectAll(),
  },
  keys: ({data, choice}) => {
    const all = ofEverybody(ofYear(data.profile, choice.year))[0];
    return [
      {
        label: 'Nog geen rekening',
        value: count(num(all, 'not_registered')),
        detail: `van ${count(num(all, 'entitled'))} rechthebbenden`,
      },
      {
        label: 'Aandeel zonder rekening',
        value: percent(num(all, 'rate')),
        detail: `tussen ${percent(num(all, 'rate_low'))} en ${percent(num(all, 'rate_high'))}`,
      },
      {
        label: waiting(ofYear(data.open, choice.year)[0]).label,
        value: euroShort(num(all, 'not_registered_eur')),
        detail: `gemiddeld ${euroShort(num(all, 'not_registered_eur') / num(all, 'not_registered'))} per persoon`,
      },
    ];
  },
  figures: (context) => {
    const {data, choice} = context;
    if (choice.dimension === 'by_total') return [everyDimension(context)];
    const rows = ofChoice(data.profile, choice);
    return rows.length > 1 ? [rates(context, rows), waitingEuro(context, rows)] : [rates(context, rows)];
  },
});

const columns = [
  {key: 'category', label: 'Groep', kind: 'text'},
  {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
  {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
  {key: 'rate', label: 'Aandeel zonder', kind: 'percent'},
  {key: 'rate_low', label: 'Ondergrens', kind: 'percent'},
  {key: 'rate_high', label: 'Bovengrens', kind: 'percent'},
  {key: 'share', label: 'Deel van allen zonder', kind: 'percent'},
  {key: 'not_registered_eur', label: 'Euro zonder rekening', kind: 'euro'},
] as const;

const intervalNote =
  'Het interval (Wilson, 95%) is het bereik van de onderliggende neiging; de telling zelf is volledig.';

function rates(context: PageContext, rows: Rows): Figure {
  const {data, choice, dimensions} = context;
  const name = (row: Row): string => groupName(choice.dimension, text(row, 'category'), dimensions);
  const overall = num(ofEverybody(ofYear(data.profile, choice.year))[0], 'rate');
  const known = rows.filter((row) => !Number.isNaN(num(row, 'rate')));
  const byShare = [...known].sort((a, b) => num(b, 'share') - num(a, 'share'));
  const highest = [...known].sort((a, b) => num(b, 'rate') - num(a, 'rate'))[0];
  const largest = byShare[0];
  const isPartial = someHidden(rows, 'rate');
  const largestSaid = largest
    ? `${largestOf(highest === largest ? undefined : name(largest), isPartial)}, met ${percent(num(largest, 'share'))} van allen zonder rekening.`
    : '';
  const all = [...byShare, ...rows.filter((row) => !known.includes(row))].map((row) => ({
    ...row,
    holds: holdsOf(row, context),
    before: shownBefore(row),
  }));
  return {
    id: 'aandeel-zonder-rekening',
    title: `Zonder rekening per ${dimensionName(context)}`,
    finding:
      rows.length === 1
        ? `Iedereen hoort bij één groep: ${name(rows[0]!)}. Er valt dus niets te vergelijken.`
        : highest && known.length === 1
          ? `Maar één groep kan getoond worden: ${name(highest)}, met ${percent(num(highest, 'rate'))} zonder rekening tegenover ${percent(overall)} van iedereen. Er valt niets te vergelijken.`
          : highest && isPartial && num(highest, 'rate') < overall
            ? `Geen van de getoonde groepen ligt boven de ${percent(overall)} van iedereen; het dichtst erbij komt ${name(highest)}, met ${percent(num(highest, 'rate'))}. ${largestSaid}`
            : highest
              ? `${isPartial ? 'Van de getoonde groepen ontbreekt de rekening het vaakst bij' : 'Het vaakst ontbreekt de rekening bij'} ${name(highest)}: ${percent(num(highest, 'rate'))}, tegenover ${percent(overall)} van iedereen${standingAside(sidesOf(highest, data.profile, choice.year), choice.year)}. ${largestSaid}`
              : tooSmall,
    ...(rows.length > 1 &&
      byShare.length > 0 && {
        description:
          'Per groep een punt met interval voor het aandeel zonder rekening en een staaf voor het deel van allen zonder rekening.',
        chart: (width: number) =>
          rateAndShare(
            // a longer list is a tangle; the table below has every group
            byShare.slice(0, 15).map((row) => pointAndBar(row, 'category')),
            overall,
            width,
          ),
      }),
    isTableOpen: true,
    table: {
      caption: `Rechthebbenden zonder rekening per ${dimensionName(context)}, refertejaar ${choice.year}`,
      columns: [...columns, holdsColumn, ...beforeColumn(all)],
      rows: all,
    },
    notes: [
      ...(byShare.length > 15
        ? ['De grafiek toont de vijftien grootste groepen; de tabel toont ze alle.']
        : []),
      intervalNote,
      holdsNote,
      ...beforeNote(all),
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}

/** Which group has most of the people without an account: another than the one just named, or that one. */
function largestOf(other: string | undefined, isPartial: boolean): string {
  if (other === undefined) return `Dat is ook de grootste ${isPartial ? 'getoonde ' : ''}groep`;
  return `De grootste ${isPartial ? 'getoonde ' : ''}groep is ${other}`;
}

/** A group as the chart of rates and shares takes it. */
const pointAndBar = (row: Row, label: 'category' | 'group') => ({
  label: text(row, label),
  rate: num(row, 'rate'),
  low: num(row, 'rate_low'),
  high: num(row, 'rate_high'),
  share: num(row, 'share'),
  persons: count(num(row, 'not_registered')),
});

/** Whether what a group shows was so the year before as well; a difference of one year is provisional. */
const holdsOf = (row: Row, {data, choice}: PageContext): string =>
  Number.isNaN(num(row, 'rate')) ? '' : standing(sidesOf(row, data.profile, choice.year));

const holdsColumn = {key: 'holds', label: 'Standvastig', kind: 'text'} as const;
const holdsNote =
  'Een verschil houdt stand als de groep in dit refertejaar en in het vorige met haar hele interval aan dezelfde kant van iedereen ligt; blijkt het alleen uit dit refertejaar, dan is het voorlopig.';

function waitingEuro(context: PageContext, rows: Rows): Figure {
  const withMean = [...rows]
    .sort((a, b) => length(b, 'not_registered_eur') - length(a, 'not_registered_eur'))
    .map((row) => withShare(row, 'mean', 'not_registered_eur', 'not_registered'));
  const shown = withMean.filter((row) => length(row, 'not_registered_eur') > 0);
  const first = shown[0];
  const {label, verb} = waiting(ofYear(context.data.open, context.choice.year)[0]);
  const amountOf = (row: Row): string =>
    `${euroShort(num(row, 'not_registered_eur'))} voor ${count(num(row, 'not_registered'))} personen`;
  const nameOf = (row: Row): string =>
    groupName(context.choice.dimension, text(row, 'category'), context.dimensions);
  return {
    id: 'euro-die-wacht',
    title: 'Waar het meeste geld ligt',
    finding: !first
      ? tooSmall
      : shown.length === 1 && withMean.length > 1
        ? `Maar één groep kan getoond worden: ${nameOf(first)}. ${label}: ${amountOf(first)}.`
        : `Het meeste geld ${verb}${someHidden(rows, 'not_registered_eur') ? ', van de getoonde groepen,' : ''} bij ${nameOf(first)}: ${amountOf(first)}.`,
    description: 'Staven per groep: euro van mensen zonder rekening.',
    chart: (width) =>
      bars(
        withMean.slice(0, 15).map((row) => ({
          label: text(row, 'category'),
          value: length(row, 'not_registered_eur'),
          shown: shownOr(row, 'not_registered_eur', euroShort),
          colour: colours.missing,
        })),
        width,
        euroShort,
      ),
    table: {
      caption: `Euro van rechthebbenden zonder rekening per ${dimensionName(context)}`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'not_registered_eur', label: 'Euro zonder rekening', kind: 'euro'},
        {key: 'mean', label: 'Gemiddeld per persoon', kind: 'euro'},
      ],
      rows: withMean,
    },
  };
}

/** Without a breakdown chosen: every dimension in one table, so that the page says something at once. */
function everyDimension(context: PageContext): Figure {
  const {data, choice, dimensions} = context;
  const rows = ofYear(data.profile, choice.year).filter(
    (row) => row.dimension !== 'by_total' && !text(row, 'dimension').includes(' '),
  );
  const overall = num(ofEverybody(ofYear(data.profile, choice.year))[0], 'rate');
  // who has no letter yet most often had an account already, so that every channel lies above everybody
  const known = rows.filter(
    (row) => !Number.isNaN(num(row, 'rate')) && num(row, 'entitled') >= 100 && row.dimension !== 'by_channel',
  );
  // the groups furthest above everybody together, weighed by how many people that is
  const excess = known
    .map(
      (row): Row => ({
        ...row,
        excess: Math.round((num(row, 'rate') - overall) * num(row, 'entitled')),
        group: groupName(text(row, 'dimension'), text(row, 'category'), dimensions),
      }),
    )
    .sort((a, b) => num(b, 'excess') - num(a, 'excess'));
  const top = excess.filter((row) => num(row, 'excess') > 0).slice(0, 12);
  const all = rows.map((row) => ({
    ...row,
    dimension_label: dimensions[text(row, 'dimension')] ?? '',
    holds: holdsOf(row, context),
    before: shownBefore(row),
  }));
  return {
    id: 'grootste-achterstand',
    title: 'Waar boven het gemiddelde de meeste rekeningen ontbreken',
    finding: top[0]
      ? `${someHidden(rows, 'rate') ? 'Van de getoonde groepen is de achterstand' : 'De achterstand is'} het grootst bij ${text(top[0], 'group')}: ${count(num(top[0], 'excess'))} mensen meer zonder rekening dan bij het aandeel van iedereen. Van hen heeft ${percent(num(top[0], 'rate'))} geen rekening, tegenover ${percent(overall)}${standingAside(sidesOf(top[0], data.profile, choice.year), choice.year)}.`
      : tooSmall,
    description:
      'Per groep een punt met interval voor het aandeel zonder rekening en een staaf voor het deel van allen zonder rekening.',
    chart: (width) =>
      rateAndShare(
        top.map((row) => pointAndBar(row, 'group')),
        overall,
        width,
      ),
    table: {
      caption: `Alle groepen, refertejaar ${choice.year}`,
      columns: [
        {key: 'dimension_label', label: 'Uitsplitsing', kind: 'text'},
        ...columns,
        holdsColumn,
        ...beforeColumn(all),
      ],
      rows: all,
    },
    notes: [
      'Gerangschikt naar hoeveel mensen méér zonder rekening zijn dan bij het gemiddelde van iedereen; groepen onder 100 rechthebbenden staan alleen in de tabel. Dat geldt ook voor het kanaal van de brief: wie nog geen brief kreeg, had meestal al een rekening, en elk kanaal ligt daardoor boven iedereen.',
      intervalNote,
      holdsNote,
      ...beforeNote(all),
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}
