import {count, euroShort, percent, points, signed} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {cellText, isHidden} from '../../src/site/cells.js';
import {type Figure, type KeyNumber, type PageContext, page, type Row} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {length, ofEverybody, ofYear, shownOr, someHidden} from '../pick.js';
import {sidesOf, standing, standingAside} from '../standing.js';
import {colours} from '../theme.js';
import {actionName, groupName, inSentence} from '../words.js';

/** Which groups are missed more often than others, found without mistaking chance for a group. */
export default page({
  title: 'Welke groepen worden gemist?',
  menu: 'Segmenten',
  order: 44,
  lead: 'Alle goedgekeurde groepen van hoogstens drie kenmerken zijn doorzocht. Wat hier staat is groot genoeg, herhaalt zich in twee helften van de mensen en is gecorrigeerd voor het aantal pogingen.',
  filters: ['year'],
  rows: {
    segments: (db) => db.selectFrom('published.segments').selectAll(),
    // the groups found, and everybody, as they lie in each year: found or covered by another there
    cells: (db) =>
      db
        .selectFrom('published.profile_cells as cells')
        .select(['reference_year', 'dimension', 'category', 'rate', 'rate_low', 'rate_high', 'hidden'])
        .where((eb) =>
          eb.or([
            eb('dimension', '=', 'by_total'),
            eb.exists(
              eb
                .selectFrom('published.segments as found')
                .select('found.category')
                .whereRef('found.dimension', '=', 'cells.dimension')
                .whereRef('found.category', '=', 'cells.category'),
            ),
          ]),
        ),
    recoverable: (db) => db.selectFrom('published.recoverable').selectAll(),
    outreach: (db) =>
      db
        .selectFrom('published.outreach')
        .select(['reference_year', 'action', 'effect', 'low', 'high', 'hidden'])
        .where('design', '=', 'randomised'),
  },
  keys: ({data, choice}) => {
    const rows = ofYear(data.segments, choice.year);
    return [
      {
        label: 'Gevonden groepen',
        value: count(rows.length),
        detail: `uit ${count(num(rows[0], 'tests') || 0)} groepen`,
      },
      ...lettersKeys(ofEverybody(ofYear(data.recoverable, choice.year))[0]),
    ];
  },
  figures: (context) => [found(context), recoverable(context)],
});

const notEstimable = 'niet te schatten';

/** What would come after a letter to everybody who waits, and which part of it because of the letter. */
function lettersKeys(everybody: Row | undefined): KeyNumber[] {
  const label = 'Verwacht na een brief';
  if (!everybody || everybody.reason !== null)
    return [{label, value: notEstimable, detail: text(everybody, 'reason')}];
  const [low, high] = [num(everybody, 'extra_low_eur'), num(everybody, 'extra_high_eur')];
  const between = `tussen ${inEuro(low)} en ${inEuro(high)}`;
  return [
    {
      label,
      value: shownOr(everybody, 'recoverable_eur', euroShort),
      detail: `als iedereen die wacht een brief krijgt: ${cellText(everybody, 'chance', 'about')} registreert binnen ${count(num(everybody, 'window_days'))} dagen, met inbegrip van wie dat zonder brief ook zou doen`,
    },
    ...(Number.isNaN(low)
      ? []
      : [
          {
            label: 'Daarvan door de brief',
            value: low > 0 ? shownOr(everybody, 'extra_eur', euroShort) : 'niet aangetoond',
            detail:
              low > 0
                ? `${between} (95%)`
                : `naar schatting ${inEuro(num(everybody, 'extra_eur'))}, ${between} (95%): het kan ook niets zijn`,
          },
        ]),
  ];
}

/** An amount that may be below zero. */
const inEuro = (value: number): string => (value < 0 ? signed(euroShort(value)) : euroShort(value));

function found({data, choice, dimensions}: PageContext): Figure {
  const everybody = ofEverybody(ofYear(data.cells, choice.year))[0];
  const sides = (row: Row) => sidesOf(row, data.cells, choice.year);
  const all = ofYear(data.segments, choice.year);
  const shown = all.map((row) => num(row, 'not_registered')).filter((n) => !Number.isNaN(n));
  const rows = [...all]
    .sort((a, b) => length(b, 'not_registered_eur') - length(a, 'not_registered_eur'))
    .map(
      (row): Row => ({
        ...row,
        group: groupName(text(row, 'dimension'), text(row, 'category'), dimensions),
        names: text(row, 'dimension')
          .split(' ')
          .map((d) => dimensions[d] ?? d)
          .join(' × '),
        // among those shown: a place for a hidden group, or one beside it, would say how large it is
        place_heads: isHidden(row, 'not_registered')
          ? null
          : 1 + shown.filter((n) => n > num(row, 'not_registered')).length,
        hidden: isHidden(row, 'not_registered') ? `${text(row, 'hidden')} place_heads` : text(row, 'hidden'),
        holds: Number.isNaN(num(row, 'rate')) ? '' : standing(sides(row)),
      }),
    );
  const first = rows[0];
  return {
    id: 'segmenten',
    title: 'Gemiste groepen, naar het geld dat er ligt',
    finding: first
      ? `Het meeste geld ligt${someHidden(rows, 'not_registered_eur') ? ', van de getoonde groepen,' : ''} bij de groep ‘${text(first, 'group')}’: ${shownOr(first, 'not_registered_eur', euroShort)} voor ${shownOr(first, 'not_registered', count)} mensen zonder rekening (${shownOr(first, 'rate', percent)} van de groep, tegenover ${percent(num(everybody, 'rate'))} van iedereen)${standingAside(sides(first), choice.year)}.`
      : 'Geen enkele groep wijkt zo af dat toeval het niet kan verklaren.',
    // nothing found is nothing to draw, and one bar says nothing beside nothing
    ...(rows.filter((row) => length(row, 'not_registered_eur') > 0).length > 1 && {
      description: 'Staven per gevonden groep: euro van mensen zonder rekening.',
      chart: (width: number) =>
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
    }),
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
        {key: 'holds', label: 'Standvastig', kind: 'text'},
      ],
      rows,
    },
    notes: [
      `Geordend naar geld; de plaats naar personen staat ernaast, zodat een grote groep met kleine bedragen niet verdwijnt.${shown.length < all.length ? ' Afgeschermde groepen hebben geen plaats en tellen er niet in mee.' : ''}`,
      'Een groep houdt stand als ze in dit refertejaar en in het vorige met haar hele interval boven iedereen ligt, ook als ze toen zelf niet op deze lijst stond; blijkt het alleen uit dit refertejaar, dan is ze voorlopig.',
      'Een groep gaat naar de verzender als een regel om mensen te kiezen, nooit als een lijst van personen.',
      'Dit toont samenhang, geen oorzaak.',
    ],
  };
}

/** In a chart that is read from above: as many bars as fit a glance. */
const mostBars = 15;

/** Where most comes after a letter: waiting people, times their chance to register, times what waits for them. */
function recoverable({data, choice, dimensions}: PageContext): Figure {
  const all = ofYear(data.recoverable, choice.year).map(
    (row): Row => ({
      ...row,
      group: groupName(text(row, 'dimension'), text(row, 'category'), dimensions),
      origin: text(row, 'dimension').includes(' ') ? 'gevonden groep' : 'kenmerk',
    }),
  );
  const everybody = ofEverybody(all)[0];
  const rows = all
    .filter((row) => row.dimension !== 'by_total')
    .sort(
      (a, b) =>
        length(b, 'eur_per_letter') - length(a, 'eur_per_letter') ||
        length(b, 'recoverable_eur') - length(a, 'recoverable_eur') ||
        (text(a, 'group') < text(b, 'group') ? -1 : 1),
    );
  const known = rows.filter((row) => !Number.isNaN(num(row, 'eur_per_letter')));
  const first = known[0];
  const wave = text(everybody, 'wave');
  return {
    id: 'terughaalbaar',
    title: 'Waar wordt na een brief het meeste geld verwacht?',
    finding:
      everybody && first
        ? `Per brief aan de groep ‘${text(first, 'group')}’ komt naar verwachting ${euroShort(num(first, 'eur_per_letter'))} bij wie er recht op heeft, het meeste van de ${someHidden(rows, 'eur_per_letter') ? 'getoonde ' : ''}groepen; per brief aan om het even wie wacht ${shownOr(everybody, 'eur_per_letter', euroShort)}. ${extraSentence(everybody)}`
        : `Wat na een brief volgt: ${notEstimable}. ${text(everybody, 'reason')}`,
    ...(first && {
      description: 'Staven per groep: verwachte euro per brief, de hoogste eerst.',
      chart: (width: number) =>
        bars(
          known.slice(0, mostBars).map((row) => ({
            label: text(row, 'group'),
            value: num(row, 'eur_per_letter'),
            colour: colours.missing,
          })),
          width,
          euroShort,
        ),
    }),
    table: {
      caption: `Verwachte registraties na een brief, refertejaar ${choice.year}`,
      columns: [
        {key: 'group', label: 'Groep', kind: 'text'},
        {key: 'origin', label: 'Herkomst', kind: 'text'},
        {key: 'not_registered', label: 'Zonder rekening', kind: 'count'},
        {key: 'chance', label: 'Kans na een brief', kind: 'about'},
        {key: 'chance_low', label: 'Ondergrens', kind: 'about'},
        {key: 'chance_high', label: 'Bovengrens', kind: 'about'},
        {key: 'eur_per_letter', label: 'Euro per brief', kind: 'euros'},
        {key: 'recoverable_eur', label: 'Verwacht na een brief', kind: 'euros'},
      ],
      rows,
    },
    isTableOpen: false,
    notes: [
      ...(first
        ? [
            `Kans: het aandeel dat na ${inSentence(actionName(wave))} binnen ${count(num(everybody, 'window_days'))} dagen registreerde, van wie toen wachtte. ${effectSentence(data.outreach?.find((row) => row.action === wave))}`,
            'Een groep met weinig brieven leunt op de kans van iedereen. Wie vandaag wacht, is moeilijker te bereiken dan wie toen wachtte: lees de bedragen als een volgorde, niet als een belofte.',
            'De bedragen zijn afgerond, per groep op honderd euro. Groepen overlappen: ze mogen niet opgeteld worden.',
          ]
        : []),
      'Dit toont samenhang, geen oorzaak; er wordt geen kans per persoon gemaakt of bewaard.',
    ],
  };
}

/** Whether anything of what follows a letter comes because of it: of everybody, because of a group the draw is too small. */
const extraSentence = (everybody: Row): string =>
  num(everybody, 'extra_low_eur') > 0
    ? 'Een deel daarvan zou ook zonder brief komen.'
    : 'Dat de brief zelf daar iets aan doet, is niet aangetoond: een deel, en misschien alles, zou ook zonder brief komen.';

/** How much of the registrations after a letter came because of it. */
function effectSentence(wave: Row | undefined): string {
  const effect = num(wave, 'effect');
  return Number.isNaN(effect)
    ? ''
    : `Wie in de wachtgroep geloot was en geen herinnering kreeg, registreerde ${points(Math.abs(effect))} procentpunt ${effect < 0 ? 'vaker' : 'minder vaak'} (verschil tussen ${signed(points(num(wave, 'low')))} en ${signed(points(num(wave, 'high')))}, 95%): alleen dat verschil kan van de herinnering komen${num(wave, 'low') > 0 ? '' : ', en het kan ook nul zijn'}.`;
}
