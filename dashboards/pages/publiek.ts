import {count, euroShort, longDay, percent} from '../../src/format.js';
import {percentDecimals} from '../../src/rounded-share.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {cellText, isHidden, roundedSign} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
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
  openData: (data, {dimensions, provenance}) =>
    openFiles((data.cells ?? []).map(shownAlike), dimensions, provenance),
  keys: ({data, choice}) => {
    const all = ofEverybody(ofYear(data.cells, choice.year)).map(withDecimals)[0];
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
  figures: (context) => [groups(context), about(context)],
});

/** A share with the decimals that its people let it have. */
const withDecimals = (row: Row): Row => ({...row, decimals: percentDecimals(num(row, 'entitled'))});

/** An amount of fewer than ten people is kept back like their share: the group is there, and too small to speak of. */
function shownAlike(row: Row): Row {
  const isFew = roundedSign(row, 'not_registered') !== undefined && num(row, 'entitled') > 0;
  return isFew && row.not_registered_eur === null && !isHidden(row, 'not_registered_eur')
    ? {...row, hidden: `${row.hidden ?? ''} not_registered_eur`.trim()}
    : row;
}

function groups(context: PageContext): Figure {
  const {data, choice} = context;
  const rows = ofChoice(data.cells, choice)
    .map(shownAlike)
    .map(withDecimals)
    .sort((a, b) => length(b, 'rate') - length(a, 'rate'));
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
      'Onder duizend rechthebbenden is het percentage afgerond op een heel percent.',
      '<10: nul of minder dan tien personen. Afgeschermd (x): te weinig personen voor een percentage (100) of een bedrag (30). Een streepje (–): niet van toepassing.',
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}

/** What a reader who knows nothing of the jobbonus must know to use a figure of this page. */
function about({provenance}: PageContext): Figure {
  const rows: readonly (readonly [string, string])[] = [
    [
      'Jobbonus',
      'Een premie van de Vlaamse overheid voor wie werkt tegen een lager loon. Ze wordt betaald op een rekening die de rechthebbende zelf laat kennen.',
    ],
    [
      'Refertejaar',
      'Het kalenderjaar waarin gewerkt is. De bonus over dat jaar wordt later toegekend en betaald.',
    ],
    ['Rechthebbende', 'Wie voor een refertejaar recht heeft op een jobbonus, uitbetaald of niet.'],
    [
      'Zonder rekening',
      'Een rechthebbende van wie op de dag van deze cijfers geen rekening gekend is, en die dus niet betaald kan worden.',
    ],
    [
      'Aandeel zonder',
      'Rechthebbenden zonder rekening, gedeeld door alle rechthebbenden van dezelfde groep. Het percentage is berekend uit de afgeronde aantallen.',
    ],
    [
      'Bedrag zonder rekening',
      'Het afgeronde aantal rechthebbenden zonder rekening, maal hun gemiddelde bonus, afgerond op tien euro.',
    ],
    [
      'Bron',
      'De loonaangiften, de persoonsgegevens en de geregistreerde rekeningen waarmee het departement de jobbonus toekent. Het is een volledige telling, geen steekproef.',
    ],
    [
      'Afronding',
      'Het aantal rechthebbenden en het aantal zonder rekening gaan elk naar het tiental eronder of erboven, volgens een toeval dat voor dezelfde mensen altijd hetzelfde uitvalt. Ze zitten er nooit tien of meer naast. Wie een rekening heeft, is hun verschil.',
    ],
    [
      'Toestand',
      `Zoals gekend op ${longDay(provenance.asOf)}. Wie later een rekening laat kennen, telt hier nog als zonder.`,
    ],
    [
      'Volgende uitgave',
      'Er is geen vaste dag: een uitgave volgt als er nieuwe gegevens berekend en nagekeken zijn. Het aantal uitgaven per refertejaar is begrensd, omdat elke uitgave erbij iets meer zou kunnen verraden.',
    ],
    [
      'Vragen',
      'Aan het Departement Werk en Sociale Economie, langs de contactpagina van het departement op vlaanderen.be.',
    ],
  ];
  return {
    id: 'over-deze-cijfers',
    title: 'Over deze cijfers',
    finding: `Dit is een telling van alle rechthebbenden, met de toestand op ${longDay(provenance.asOf)}.`,
    table: {
      caption: 'Begrippen, bron en afronding',
      columns: [
        {key: 'name', label: 'Begrip', kind: 'text'},
        {key: 'meaning', label: 'Wat het hier betekent', kind: 'text'},
      ],
      rows: rows.map(([name, meaning]) => ({name, meaning})),
    },
  };
}
