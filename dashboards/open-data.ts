import {text} from '../src/site/arrow-rows.js';
import {fewSign, isHidden} from '../src/site/cells.js';
import type {OpenFile, Provenance, Row, Rows} from '../src/site/page.js';

/** The three signs that are no number, each with its meaning; a file and its description say the same. */
export const signs = {
  few: {sign: fewSign, meaning: 'nul of minder dan tien personen (afgerond op een tiental)'},
  hidden: {sign: 'x', meaning: 'afgeschermd: te weinig personen voor dit percentage of bedrag'},
  none: {sign: '-', meaning: 'niet van toepassing: er is geen groep om over te spreken'},
} as const;

interface OpenColumn {
  readonly name: string;
  readonly title: string;
  readonly datatype: 'string' | 'integer' | 'number' | 'gYear';
  readonly unit?: string;
}

const counts = [
  {name: 'rechthebbenden', from: 'entitled', title: 'Rechthebbenden'},
  {name: 'rekening_gekend', from: 'registered', title: 'Rekening gekend'},
  {name: 'zonder_rekening', from: 'not_registered', title: 'Zonder rekening'},
] as const;

const columnsOf = (dimensions: readonly string[], labels: Labels): OpenColumn[] => [
  {name: 'refertejaar', title: 'Refertejaar', datatype: 'gYear'},
  ...dimensions.map((d): OpenColumn => ({name: nameOf(d), title: labels[d] ?? d, datatype: 'string'})),
  ...counts.map(({name, title}): OpenColumn => ({name, title, datatype: 'string', unit: 'personen'})),
  {name: 'aandeel_zonder', title: 'Aandeel zonder rekening', datatype: 'string', unit: 'procent'},
  {name: 'euro_zonder_rekening', title: 'Bedrag zonder rekening', datatype: 'string', unit: 'EUR'},
];

/** Dimensions of a crossing. */
const sizeOf = (family: string): number => (family === 'by_total' ? 0 : family.split(' ').length);

type Labels = Readonly<Record<string, string>>;

const nameOf = (dimension: string): string =>
  ({by_age: 'leeftijd', by_sex: 'geslacht'})[dimension] ?? dimension.replace(/^by_/, '');

/**
 * The closed list of cells for everybody as open data: one CSV file per crossing (RFC 4180, UTF-8, point as decimal
 * sign) with its description beside it (CSV on the Web, W3C 2015), and one list of both. Files keep their names from
 * release to release; the list says of which day they are.
 */
export function openFiles(cells: Rows, labels: Labels, provenance: Provenance): OpenFile[] {
  const families = [...new Set(cells.map((row) => text(row, 'dimension')))].sort(
    (a, b) => sizeOf(a) - sizeOf(b) || (a < b ? -1 : 1),
  );
  const files = families.flatMap((family) => {
    const dimensions = family === 'by_total' ? [] : family.split(' ');
    const name = dimensions.length === 0 ? 'totaal' : dimensions.map(nameOf).join('-');
    const title =
      dimensions.length === 0 ? 'iedereen samen' : dimensions.map((d) => labels[d] ?? d).join(' en ');
    const rows = cells.filter((row) => row.dimension === family);
    const columns = columnsOf(dimensions, labels);
    return [
      {
        path: `open-data/jobbonus-${name}.csv`,
        label: `Per ${title.toLowerCase()} (CSV, ${rows.length} rijen)`.replace(
          'Per iedereen samen',
          'Iedereen samen',
        ),
        text: csvOf(columns, rows, dimensions.length),
      },
      {
        path: `open-data/jobbonus-${name}.csv-metadata.json`,
        label: `Beschrijving: ${title.toLowerCase()} (JSON)`,
        text: describe(
          name,
          `Jobbonus: rechthebbenden met en zonder rekening, ${title.toLowerCase()}`,
          columns,
          provenance,
        ),
      },
    ];
  });
  const tables = files.filter(({path}) => path.endsWith('.csv'));
  const catalogue = {
    '@context': 'http://www.w3.org/ns/csvw',
    'dc:title': 'Jobbonus: wie registreerde nog geen rekening',
    'dc:modified': provenance.asOf,
    tables: tables.map(({path}) => ({url: path.replace('open-data/', '')})),
  };
  return [
    ...files,
    {
      path: 'open-data/catalogus.json',
      label: 'Lijst van alle bestanden (JSON)',
      text: `${JSON.stringify(catalogue, null, 2)}\n`,
    },
  ];
}

function csvOf(columns: readonly OpenColumn[], rows: Rows, levels: number): string {
  const lines = rows.map((row) => [
    String(row.reference_year),
    ...['level_1', 'level_2', 'level_3'].slice(0, levels).map((key) => text(row, key)),
    ...counts.map(({from}) => cell(row, from)),
    cell(row, 'rate'),
    cell(row, 'not_registered_eur'),
  ]);
  return [columns.map((c) => c.name), ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** A number as a computer reads it, or the sign that stands for one. */
function cell(row: Row, key: string): string {
  const few = text(row, 'few').split(' ');
  if (few.includes(key)) return signs.few.sign;
  if (few.includes(`${key}<`)) return '<1';
  if (few.includes(`${key}>`)) return '>99';
  const value = row[key];
  if (isHidden(row, key)) return signs.hidden.sign;
  if (typeof value !== 'number') return signs.none.sign;
  return key === 'rate' ? String(Math.round(value * 1000) / 10) : String(value);
}

const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

function describe(
  name: string,
  title: string,
  columns: readonly OpenColumn[],
  {asOf, runId, fingerprint}: Provenance,
): string {
  const description = {
    '@context': ['http://www.w3.org/ns/csvw', {'@language': 'nl'}],
    url: `jobbonus-${name}.csv`,
    'dc:title': title,
    'dc:description':
      'Elk aantal is apart afgerond op een tiental, naar boven of naar beneden; optellingen kloppen daarom niet precies. Percentages vanaf honderd rechthebbenden, bedragen vanaf dertig personen zonder rekening.',
    'dc:modified': asOf,
    'dc:source': `berekening ${runId}, ${fingerprint}`,
    dialect: {delimiter: ',', header: true, encoding: 'utf-8'},
    tableSchema: {
      columns: columns.map(({name: column, title: label, datatype, unit}) => ({
        name: column,
        titles: label,
        datatype,
        ...(unit && {'dc:description': `${unit}; ${meanings}`}),
      })),
    },
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

const meanings = Object.values(signs)
  .map(({sign, meaning}) => `${sign} = ${meaning}`)
  .join('; ');
