import {count, euroShort, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {cellText} from '../../src/site/cells.js';
import {type Figure, type PageContext, page} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {openFiles} from '../open-data.js';
import {dimensionName, length, ofChoice, ofEverybody, ofYear} from '../pick.js';
import {colours} from '../theme.js';

/** What everybody may know of who has not registered: rounded counts of the closed list, by age and sex. */
export default page({
  title: 'Wie registreerde nog geen rekening voor de jobbonus?',
  menu: 'Cijfers',
  order: 10,
  lead: 'Rechthebbenden op de jobbonus met en zonder gekende rekening. Elk cijfer is afgerond op een tiental, zodat niemand herkenbaar is.',
  tiers: ['public'],
  filters: ['year', 'cells'],
  rows: {cells: (db) => db.selectFrom('published.profile_cells').selectAll()},
  openData: (data, {dimensions, provenance}) => openFiles(data.cells ?? [], dimensions, provenance),
  keys: ({data, choice}) => {
    const all = ofEverybody(ofYear(data.cells, choice.year))[0];
    return [
      {label: 'Rechthebbenden', value: count(num(all, 'entitled')), detail: 'afgerond op tien'},
      {
        label: 'Nog geen rekening',
        value: all ? cellText(all, 'not_registered', 'count') : '–',
        detail: `${all ? cellText(all, 'rate', 'about') : '–'} van de rechthebbenden`,
      },
      {
        label: 'Bedrag zonder rekening',
        value: euroShort(num(all, 'not_registered_eur')),
        detail: 'afgeronde personen maal afgerond gemiddelde',
      },
    ];
  },
  figures: (context) => [groups(context)],
});

function groups(context: PageContext): Figure {
  const {data, choice} = context;
  const rows = [...ofChoice(data.cells, choice)].sort((a, b) => length(b, 'rate') - length(a, 'rate'));
  const rated = rows.filter((row) => num(row, 'rate') >= 0);
  const highest = rated[0];
  const isEverybody = choice.dimension === 'by_total';
  return {
    id: 'zonder-rekening',
    title: isEverybody ? 'Zonder rekening' : `Zonder rekening per ${dimensionName(context)}`,
    finding: isEverybody
      ? `Van alle rechthebbenden heeft ${cellText(rows[0] ?? {}, 'rate', 'about')} nog geen rekening geregistreerd.`
      : highest
        ? `Het vaakst ontbreekt de rekening bij ${text(highest, 'category')}: ${cellText(highest, 'rate', 'about')}.`
        : 'Elke groep is te klein voor een percentage.',
    // one bar says nothing beside nothing
    ...(isEverybody
      ? {}
      : {
          description: 'Staven per groep: aandeel van de rechthebbenden zonder rekening.',
          chart: (width: number) =>
            bars(
              rated.slice(0, 20).map((row) => ({
                label: text(row, 'category'),
                value: num(row, 'rate'),
                shown: cellText(row, 'rate', 'about'),
                colour: colours.missing,
              })),
              width,
              percent,
            ),
        }),
    isTableOpen: true,
    table: {
      caption: `Rechthebbenden met en zonder rekening${isEverybody ? '' : ` per ${dimensionName(context)}`}, refertejaar ${choice.year}`,
      columns: [
        {key: 'category', label: 'Groep', kind: 'text'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
        {key: 'registered', label: 'Rekening gekend', kind: 'count'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'rate', label: 'Aandeel zonder', kind: 'about'},
        {key: 'not_registered_eur', label: 'Bedrag zonder rekening', kind: 'euros'},
      ],
      rows,
    },
    notes: [
      'Elk aantal is apart afgerond op een tiental, naar boven of naar beneden; optellingen kloppen daarom niet precies. Een som van groepen is een som van afgeronde cijfers.',
      '<10: nul of minder dan tien personen. Afgeschermd (x): te weinig personen voor een percentage (100) of een bedrag (30). Een streepje (–): niet van toepassing.',
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}
