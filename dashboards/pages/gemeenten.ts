import {count, decimal, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {funnelLimit, funnelLimits, overdispersion} from '../../src/statistics/funnel.js';
import {type FunnelPoint, funnelPlot} from '../charts/funnel-plot.js';
import {ofYear, someHidden} from '../pick.js';
import {beforeColumn, beforeNote, shownBefore, shownBeforeColumns} from '../shown-before.js';
import {listed, plural, tooSmall} from '../words.js';

/** Where accounts are missing more often than chance explains: a funnel plot instead of a ranking. */
export default page({
  title: 'In welke gemeenten ontbreekt de rekening opvallend vaak?',
  menu: 'Gemeenten',
  order: 42,
  lead: 'Kleine gemeenten schommelen door toeval. De trechter toont welke afwijken van wat toeval verklaart; een rangschikking zou dat verbergen.',
  filters: ['year'],
  rows: {
    places: (db) =>
      db
        .selectFrom('published.profile_cells')
        .select([
          'reference_year',
          'category',
          'dimension',
          'entitled',
          'not_registered',
          'not_registered_eur',
          'rate',
          'rate_low',
          'rate_high',
          ...shownBeforeColumns,
          'hidden',
        ])
        .where('dimension', 'in', ['by_municipality', 'by_total']),
    expected: (db) => db.selectFrom('published.municipalities_expected').selectAll(),
    names: (db) => db.selectFrom('published.municipalities').select(['nis_code', 'municipality']),
  },
  keys: (context) => {
    const {places, overall} = inYear(context);
    const {outside} = outsideOf(places, overall);
    return [
      {label: 'Gemeenten', value: count(places.length), detail: 'van woonplaats op 1 januari'},
      {
        label: 'Boven de trechter',
        value: count(outside.length),
        detail: `${someHidden(places, 'rate') ? 'van de getoonde gemeenten: ' : ''}vaker zonder rekening dan toeval verklaart`,
      },
      {
        label: 'Alle gemeenten samen',
        value: percent(overall),
        detail: 'van de rechthebbenden zonder rekening',
      },
    ];
  },
  figures: (context) => [funnel(context)],
});

function inYear({data, choice}: PageContext, year = choice.year): {places: Row[]; overall: number} {
  const rows = ofYear(data.places, year);
  const everybody = rows.find((row) => row.dimension === 'by_total');
  const names = new Map((data.names ?? []).map((row) => [text(row, 'nis_code'), text(row, 'municipality')]));
  const expected = new Map(ofYear(data.expected, year).map((row) => [text(row, 'category'), row]));
  const places = rows
    .filter((row) => row.dimension === 'by_municipality')
    .map((row): Row => {
      const nis = text(row, 'category');
      // a code that the list does not know stands as it came
      return {
        ...besideExpected(row, expected.get(nis)),
        place: names.get(nis) ?? nis,
        before: shownBefore(row),
        nis: names.has(nis) ? nis : null,
      };
    })
    .sort((a, b) => text(a, 'place').localeCompare(text(b, 'place'), 'nl'));
  return {places, overall: num(everybody, 'rate')};
}

/** A place with its ratios written out; hidden where they are. */
function besideExpected(place: Row, expected: Row | undefined): Row {
  const written = (key: string): string => decimal(num(expected, key).toFixed(2), 2);
  const isHiddenToo = expected !== undefined && isHidden(expected, 'ratio');
  const ratios = Number.isNaN(num(expected, 'ratio'))
    ? {ratio: null, margin: null, tempered_ratio: null}
    : {
        ratio: written('ratio'),
        margin: `${written('ratio_low')}–${written('ratio_high')}`,
        tempered_ratio: written('tempered_ratio'),
      };
  return {
    ...place,
    ...ratios,
    expected: expected?.expected ?? null,
    hidden: `${text(place, 'hidden')}${isHiddenToo ? ' ratio margin tempered_ratio' : ''}`.trim(),
  };
}

interface Outside {
  /** How far places differ beyond chance. */
  readonly factor: number;
  /** Places above the outer limit that follows from it. */
  readonly outside: readonly Row[];
}

function outsideOf(places: readonly Row[], overall: number): Outside {
  const known = places.filter((row) => !Number.isNaN(num(row, 'rate')));
  const factor = overdispersion(
    known.map((row) => ({hits: num(row, 'not_registered'), total: num(row, 'entitled')})),
    overall,
  );
  const outside = known
    .filter((row) => isAbove(row, overall, factor))
    .sort((a, b) => num(b, 'not_registered') - num(a, 'not_registered'));
  return {factor, outside};
}

/** Whether a place lies above the outer limit of a funnel around a share. */
const isAbove = (row: Row, share: number, factor: number): boolean =>
  num(row, 'rate') > funnelLimit(num(row, 'entitled'), share, funnelLimits[1]![1], factor);

/** Which places are above the funnel, whether their ages and sexes explain it, and whether it was so the year before. */
function findingOf(context: PageContext, {factor, outside}: Outside): string {
  const isPartial = someHidden(inYear(context).places, 'rate');
  if (outside.length === 0)
    return `Geen enkele ${isPartial ? 'getoonde ' : ''}gemeente ligt boven de trechter.`;
  const before = inYear(context, context.choice.year - 1);
  const wasOutside = new Set(outsideOf(before.places, before.overall).outside.map((row) => row.category));
  const names = (rows: readonly Row[]): string => listed(rows.map((row) => text(row, 'place')));
  const stay = outside.filter((row) => isAbove(row, num(row, 'expected') / num(row, 'entitled'), factor));
  const held = outside.filter((row) => wasOutside.has(row.category!));
  return [
    `${count(outside.length)} ${plural(outside.length, 'gemeente ligt', 'gemeenten liggen')} boven de trechter: ${listed(outside.map((row) => `${text(row, 'place')} (${percent(num(row, 'rate'))} zonder rekening)`))}.`,
    stay.length === 0
      ? `Bij gelijke leeftijd en geslacht springt ${plural(outside.length, 'ze er niet meer', 'geen van hen er nog')} uit.`
      : stay.length === outside.length
        ? `Ook bij gelijke leeftijd en geslacht ${plural(stay.length, 'springt ze', 'springen ze')} eruit.`
        : `Bij gelijke leeftijd en geslacht ${plural(stay.length, 'springt', 'springen')} alleen ${names(stay)} er nog uit.`,
    held.length === 0
      ? 'Dat is voorlopig: het blijkt uit één refertejaar.'
      : held.length === outside.length
        ? `In ${context.choice.year - 1} ${plural(held.length, 'lag ze', 'lagen ze')} er ook boven.`
        : `In ${context.choice.year - 1} ${plural(held.length, 'lag', 'lagen')} ${names(held)} er ook boven; de andere zijn voorlopig.`,
  ].join(' ');
}

function funnel(context: PageContext): Figure {
  const {places, overall} = inYear(context);
  const {factor, outside} = outsideOf(places, overall);
  const shown = places.filter((row) => !Number.isNaN(num(row, 'rate')));
  return {
    id: 'trechter',
    title: 'Aandeel zonder rekening naar grootte van de gemeente',
    finding: shown.length === 0 ? tooSmall : findingOf(context, {factor, outside}),
    description:
      'Een punt per gemeente: aantal rechthebbenden en aandeel zonder rekening, met de grenzen van toeval.',
    chart: (width) =>
      funnelPlot(
        shown.map(
          (row): FunnelPoint => ({
            label: text(row, 'place'),
            total: num(row, 'entitled'),
            rate: num(row, 'rate'),
            isOutside: outside.includes(row),
          }),
        ),
        overall,
        factor,
        width,
      ),
    table: {
      caption: `Rechthebbenden zonder rekening per gemeente, refertejaar ${context.choice.year}`,
      columns: [
        {key: 'place', label: 'Gemeente', kind: 'text'},
        {key: 'nis', label: 'NIS-code', kind: 'text'},
        {key: 'entitled', label: 'Rechthebbenden', kind: 'count'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'rate', label: 'Aandeel zonder', kind: 'percent'},
        {key: 'rate_low', label: 'Ondergrens', kind: 'percent'},
        {key: 'rate_high', label: 'Bovengrens', kind: 'percent'},
        {key: 'ratio', label: 'Tegenover verwacht bij gelijke leeftijd en geslacht', kind: 'written'},
        {key: 'margin', label: 'Marge', kind: 'written'},
        {key: 'tempered_ratio', label: 'Getemperd', kind: 'written'},
        {key: 'not_registered_eur', label: 'Euro zonder rekening', kind: 'euro'},
        ...beforeColumn(places),
      ],
      rows: places,
    },
    notes: [
      `De lijnen zijn de grenzen waarbinnen ${factor === 1 ? 'toeval' : 'toeval met de gewone verschillen tussen gemeenten'} 95% en 99,8% van de gemeenten zou laten (Spiegelhalter 2005). De horizontale as is logaritmisch.`,
      factor === 1
        ? 'De gemeenten verschillen niet meer van elkaar dan toeval verklaart.'
        : `De gemeenten verschillen samen meer van elkaar dan toeval verklaart (overdispersie ${decimal(factor.toFixed(2), 2)}); de trechter is daarom ${decimal(Math.sqrt(factor).toFixed(2), 2)} keer zo breed, zodat hij alleen toont wie er ook dan nog uitspringt.`,
      'Tegenover verwacht: de mensen zonder rekening, gedeeld door hoeveel er zouden zijn als elke leeftijd en elk geslacht er het aandeel van iedereen had. 1,00 is zoals verwacht; marge 95% (Wilson). Getemperd: de verhouding van een gemeente, naar die van alle gemeenten samen getrokken, des te sterker naarmate ze kleiner is (Marshall 1991).',
      'Bij gelijke leeftijd en geslacht springt een gemeente eruit als ze ook boven de trechter ligt die rond haar eigen verwachte aandeel staat.',
      ...(shown.length < places.length
        ? [
            `De grafiek toont ${count(shown.length)} van de ${count(places.length)} gemeenten. De andere hebben afgeschermde aantallen en staan alleen in de tabel: vooral kleine gemeenten waar weinig rekeningen ontbreken, zodat lage aandelen hier minder te zien zijn.`,
          ]
        : []),
      ...beforeNote(places),
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}
