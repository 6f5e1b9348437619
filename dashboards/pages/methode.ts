import {count, decimal, shortDay} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {type Figure, type PageContext, page, type Row} from '../../src/site/page.js';
import {indicators} from '../indicators.js';
import {ofYear} from '../pick.js';
import {plural} from '../words.js';

/** What every word on the pages means, and which law the amounts follow. */
export default page({
  title: 'Wat betekenen deze cijfers?',
  menu: 'Methode',
  order: 95,
  lead: 'Elk begrip met wat het telt en waarvan, en elk bedrag en elke grens uit de wet, met het artikel en hoe zeker we ervan zijn.',
  filters: ['year'],
  rows: {law: (db) => db.selectFrom('published.law_values').selectAll()},
  keys: ({data, choice}) => {
    const values = ofYear(data.law, choice.year);
    const certain = values.filter((row) => row.certainty === 'certain').length;
    const verified = values.map((row) => text(row, 'verified')).sort();
    return [
      {label: 'Begrippen', value: count(indicators.length), detail: 'elk met teller, noemer en grond'},
      {
        label: 'Zekere waarden',
        value: count(certain),
        detail: `van ${count(values.length)} waarden voor refertejaar ${choice.year}`,
      },
      {label: 'Laatst nagekeken', value: shortDay(verified.at(-1)), detail: 'de jongste van deze waarden'},
    ];
  },
  figures: (context) => [definitions(), law(context)],
});

function definitions(): Figure {
  return {
    id: 'begrippen',
    title: 'Begrippen, met teller en noemer',
    finding: `${count(indicators.length)} begrippen, die op elke pagina hetzelfde betekenen.`,
    table: {
      caption: 'Begrippen',
      columns: [
        {key: 'name', label: 'Begrip', kind: 'text'},
        {key: 'counts', label: 'Wat telt', kind: 'text'},
        {key: 'of', label: 'Waarvan', kind: 'text'},
        {key: 'basis', label: 'Grond', kind: 'text'},
        {key: 'limit', label: 'Let op', kind: 'text'},
      ],
      rows: indicators.map(({name, counts, of, basis, limit}): Row => ({name, counts, of, basis, limit})),
    },
    notes: [
      'Onderaan elke pagina staat bij ‘Waar de cijfers van deze pagina vandaan komen’ welke leveringen en welke artikelen erachter zitten.',
    ],
  };
}

const certainties: Readonly<Record<string, string>> = {
  certain: 'zeker',
  probable: 'waarschijnlijk',
  assumption: 'aanname',
};

const units: Readonly<Record<string, string>> = {
  'EUR/year': 'euro per jaar',
  'EUR/month': 'euro per maand',
  'EUR/instalment': 'euro per schijf',
  date: '',
  years: 'jaar',
  months: 'maanden',
  days: 'dagen',
  'working days': 'werkdagen',
};

function law({data, choice}: PageContext): Figure {
  const values = ofYear(data.law, choice.year).toSorted((a, b) => num(a, 'place_no') - num(b, 'place_no'));
  const assumed = values.filter((row) => row.certainty === 'assumption');
  const certain = values.filter((row) => row.certainty === 'certain').length;
  const rows = values.map(
    (row): Row => ({
      label: text(row, 'label'),
      holds: holdsFor(row, values),
      shown: `${written(row)}${units[text(row, 'unit')] === '' ? '' : ` ${units[text(row, 'unit')] ?? text(row, 'unit')}`}`,
      article: text(row, 'article'),
      source: text(row, 'source'),
      certainty: certainties[text(row, 'certainty')] ?? text(row, 'certainty'),
      verified: text(row, 'verified'),
    }),
  );
  return {
    id: 'wet',
    title: 'De wet in getallen',
    finding:
      assumed.length === 0
        ? `Alle ${count(values.length)} waarden voor refertejaar ${choice.year} staan in de wettekst of in een goede bron daarover; ${count(certain)} ervan ${plural(certain, 'is', 'zijn')} zeker.`
        : `Van de ${count(values.length)} waarden voor refertejaar ${choice.year} ${plural(certain, 'is er', 'zijn er')} ${count(certain)} zeker en ${count(values.length - certain - assumed.length)} waarschijnlijk; ${plural(assumed.length, 'één is een aanname', `${count(assumed.length)} zijn een aanname`)}, tot de tekst zelf gevonden is.`,
    table: {
      caption: `Waarden van de wet, refertejaar ${choice.year}`,
      columns: [
        {key: 'label', label: 'Regel', kind: 'text'},
        {key: 'holds', label: 'Geldt voor', kind: 'text'},
        {key: 'shown', label: 'Waarde', kind: 'text'},
        {key: 'article', label: 'Artikel', kind: 'text'},
        {key: 'source', label: 'Bron', kind: 'text'},
        {key: 'certainty', label: 'Zekerheid', kind: 'text'},
        {key: 'verified', label: 'Nagekeken', kind: 'day'},
      ],
      rows,
    },
    notes: [
      'Zeker: gelezen in de wettekst, of bevestigd door twee onafhankelijke officiële bronnen; de tabel noemt één vindplaats, en die hoeft dan de wettekst niet te zijn. Waarschijnlijk: uit één bron over de tekst, of rechtstreeks daaruit afgeleid. Aanname: onze lezing, tot de tekst gevonden is.',
      'BVR: besluit van de Vlaamse Regering. Numac: het nummer waaronder een tekst in het Belgisch Staatsblad staat. VLABEL: de Vlaamse Belastingdienst.',
    ],
  };
}

/** When a value holds for a part of the year, or for some births only. */
function holdsFor(row: Row, values: readonly Row[]): string {
  const from = text(row, 'born_from_day');
  if (from === '') {
    const first = num(row, 'from_quarter');
    const starts = values.filter((other) => other.name === row.name).map((v) => num(v, 'from_quarter'));
    const last = Math.min(5, ...starts.filter((start) => start > first)) - 1;
    if (starts.length === 1) return '';
    return first === last ? `kwartaal ${first}` : `kwartaal ${first} tot ${last}`;
  }
  const later = values
    .filter((other) => other.name === row.name && text(other, 'born_from_day') > from)
    .map((other) => text(other, 'born_from_day'))
    .sort()[0];
  const isFirst = from.startsWith('0001');
  return [
    'geboren',
    ...(isFirst ? [] : [`vanaf ${shortDay(from)}`]),
    ...(later === undefined ? [] : [`voor ${shortDay(later)}`]),
  ].join(' ');
}

function written(row: Row): string {
  const value = text(row, 'value');
  if (row.unit === 'date') return shortDay(value);
  return text(row, 'unit').startsWith('EUR') ? decimal(value, 2) : value;
}
