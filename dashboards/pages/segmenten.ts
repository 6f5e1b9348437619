import {count, euroShort, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {length, ofYear, shownOr} from '../pick.js';
import {colours} from '../theme.js';
import {groupName} from '../words.js';

/** Which groups are missed more often than others, found without mistaking chance for a group. */
export default page({
  title: 'Welke groepen worden gemist?',
  menu: 'Segmenten',
  order: 44,
  lead: 'Alle goedgekeurde groepen van hoogstens drie kenmerken zijn doorzocht. Wat hier staat is groot genoeg, herhaalt zich in twee helften van de mensen en is gecorrigeerd voor het aantal pogingen.',
  filters: ['year'],
  rows: {segments: (db) => db.selectFrom('published.segments').selectAll()},
  keys: ({data, choice}) => {
    const rows = ofYear(data.segments, choice.year);
    return [
      {
        label: 'Gevonden groepen',
        value: count(rows.length),
        detail: `uit ${count(num(rows[0], 'tests') || 0)} groepen`,
      },
      {
        label: 'Meer zonder rekening dan gemiddeld',
        value: count(rows.reduce((sum, row) => sum + length(row, 'excess'), 0)),
        detail: 'over de gevonden groepen; wie in twee groepen zit, telt twee keer',
      },
    ];
  },
  figures: (context) => [found(context)],
});

/** `18–24 jaar · nieuwe rechthebbenden`: a level says little away from its breakdown. */
function fullName(row: Row, dimensions: PageContext['dimensions']): string {
  const levels = text(row, 'category').split(' · ');
  const breakdowns = text(row, 'dimension').split(' ');
  return levels.length === breakdowns.length
    ? levels.map((level, i) => groupName(breakdowns[i]!, level, dimensions)).join(' · ')
    : text(row, 'category');
}

function found({data, choice, dimensions}: PageContext): Figure {
  const earlier = ofYear(data.segments, choice.year - 1);
  const all = ofYear(data.segments, choice.year);
  const rows = [...all]
    .sort((a, b) => length(b, 'not_registered_eur') - length(a, 'not_registered_eur'))
    .map(
      (row): Row => ({
        ...row,
        group: fullName(row, dimensions),
        names: text(row, 'dimension')
          .split(' ')
          .map((d) => dimensions[d] ?? d)
          .join(' × '),
        place_heads:
          1 + all.filter((other) => length(other, 'not_registered') > length(row, 'not_registered')).length,
        stability: earlier.some((e) => e.dimension === row.dimension && e.category === row.category)
          ? 'ook vorig jaar'
          : 'voorlopig',
      }),
    );
  const first = rows[0];
  return {
    id: 'segmenten',
    title: 'Gemiste groepen, naar het geld dat er ligt',
    finding: first
      ? `Het meeste geld ligt bij de groep ‘${text(first, 'group')}’: ${shownOr(first, 'not_registered_eur', euroShort)} voor ${shownOr(first, 'not_registered', count)} mensen zonder rekening (${shownOr(first, 'rate', percent)} van de groep).`
      : 'Geen enkele groep wijkt zo af dat toeval het niet kan verklaren.',
    description: 'Staven per gevonden groep: euro van mensen zonder rekening.',
    chart: (width) =>
      bars(
        rows.map((row) => ({
          label: text(row, 'group'),
          value: length(row, 'not_registered_eur'),
          shown: shownOr(row, 'not_registered_eur', euroShort),
          colour: colours.missing,
        })),
        width,
        euroShort,
      ),
    isTableOpen: true,
    table: {
      caption: `Groepen die vaker gemist worden, refertejaar ${choice.year}`,
      columns: [
        {key: 'group', label: 'Groep', kind: 'text'},
        {key: 'names', label: 'Kenmerken', kind: 'text'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'place_heads', label: 'Plaats naar personen', kind: 'count'},
        {key: 'rate', label: 'Aandeel zonder', kind: 'percent'},
        {key: 'rate_low', label: 'Ondergrens', kind: 'percent'},
        {key: 'rate_high', label: 'Bovengrens', kind: 'percent'},
        {key: 'excess', label: 'Meer dan gemiddeld', kind: 'count'},
        {key: 'not_registered_eur', label: 'Euro zonder rekening', kind: 'euro'},
        {key: 'stability', label: 'Standvastig', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Geordend naar geld; de plaats naar personen staat ernaast, zodat een grote groep met kleine bedragen niet verdwijnt.',
      'Een groep die ook het jaar daarvoor gevonden werd is standvastig; de andere zijn voorlopig.',
      'Een segment verlaat het systeem als selectieregel voor de verzender (jobbonus segment), nooit als lijst van personen.',
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}
