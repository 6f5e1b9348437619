import {dash, minus} from '../format.js';
import {cellText, hiddenSign, isHidden, roundedSign, showsHidden} from './cells.js';
import type {Choice, Figure, Page, Provenance, Row, TableColumn} from './page.js';

/** What a download must say of itself once it is away from its page. */
export interface Origin {
  readonly page: Pick<Page, 'filters'>;
  readonly pageName: string;
  readonly choice: Choice;
  readonly provenance: Provenance;
  /** Dutch label per breakdown. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Download {
  /** What the file is called on the reader's disk. */
  readonly name: string;
  readonly text: string;
}

/**
 * The table of a figure as a file that a Belgian Excel opens with a double click: semicolons, decimal commas, and a
 * byte order mark, without which Excel does not read UTF-8. One line of headings, one line a row, nothing around them;
 * what was chosen, the day, the run and the meaning of the signs stand in columns of their own behind the table, so
 * that they stay with every row that is copied. `docs/decisions/downloads-open-in-excel.md`
 */
export function downloadOf(figure: Figure, origin: Origin): Download {
  const {table} = figure;
  const {provenance, pageName} = origin;
  const chosen = choiceText(origin);
  const behind: readonly (readonly [string, string])[] = [
    ...(chosen === '' ? [] : [['Keuze', chosen] as const]),
    ['Toestand op', provenance.asOf],
    ['Berekening', `${provenance.runId} ${provenance.fingerprint}`],
    ['Afscherming', protectionText(table.rows, table.columns, provenance)],
  ];
  const lines = [
    [...table.columns.map(({label}) => label), ...behind.map(([label]) => label)],
    ...table.rows.map((row) => [
      ...table.columns.map((column) => plainCell(row, column, table.columns)),
      ...behind.map(([, value]) => value),
    ]),
  ];
  return {
    name: `${['jobbonus', pageName, figure.id, ...choiceWords(origin), provenance.asOf].join('_')}.csv`,
    text: `\uFEFF${lines.map((cells) => `${cells.map(quoted).join(';')}\r\n`).join('')}`,
  };
}

/** The value of the table as Excel reads it: the same digits, without the marks that are there for the eye. */
function plainCell(row: Row, {key, kind}: TableColumn, columns: readonly TableColumn[]): string {
  if (isHidden(row, key)) return hiddenSign;
  const rounded = roundedSign(row, key);
  if (rounded !== undefined) return rounded;
  const text = withHyphens(cellText(row, key, kind, columns));
  if (kind === 'text' || kind === 'written') return inert(text);
  if (text === dash) return '';
  // a day in the one order that no country reads otherwise
  return kind === 'day' ? String(row[key]).slice(0, 10) : text.replace(/[€\u00A0.]/g, '');
}

/** The minus before a number as a keyboard writes it, which is the only one that Excel reads. */
const withHyphens = (text: string): string => text.replaceAll(new RegExp(`${minus}(?=\\d)`, 'g'), '-');

/** A text that Excel would take for a formula gets an apostrophe before it; a number stays one. */
function inert(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
}

const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** What the reader chose, as a sentence would say it. */
export function choiceText({
  page,
  choice,
  dimensions,
}: Pick<Origin, 'page' | 'choice' | 'dimensions'>): string {
  const parts = [
    ...(page.filters.includes('year') ? [`refertejaar ${choice.year}`] : []),
    ...(hasBreakdown(page) ? [`uitsplitsing ${dimensions[choice.dimension] ?? choice.dimension}`] : []),
    ...Object.entries(choice.numbers ?? {}).map(([name, value]) => `${name} ${value}`),
  ];
  return parts.join(', ');
}

/** The same for the name of the file. */
function choiceWords({page, choice}: Origin): string[] {
  return [
    ...(page.filters.includes('year') ? [String(choice.year)] : []),
    ...(hasBreakdown(page) && choice.dimension !== 'by_total'
      ? [choice.dimension.replaceAll('by_', '').replaceAll(' ', '-')]
      : []),
  ];
}

const hasBreakdown = ({filters}: Pick<Page, 'filters'>): boolean =>
  filters.includes('dimension') || filters.includes('cells');

function protectionText(
  rows: readonly Row[],
  columns: readonly TableColumn[],
  provenance: Provenance,
): string {
  if (provenance.isRounded) return 'elk aantal afgerond op een tiental';
  return rows.some((row) => columns.some((column) => showsHidden(row, column)))
    ? `${hiddenSign} = afgeschermd, minder dan ${provenance.smallestCount} personen`
    : 'hier niets afgeschermd';
}

/** The cells of a download, headings included. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, inside, outside = '', end = ''] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n|$)/g)) {
    if (end === '' && inside === undefined && outside === '' && cells.length === 0) break;
    cells.push(inside === undefined ? outside : inside.replaceAll('""', '"'));
    if (end === ';') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

/** Whether a cell of a download says what a cell of its table says, marks for the eye aside. */
export function sameValue(shown: string, held: string): boolean {
  const bare = (text: string): string => withHyphens(text).replace(/[€\u00A0.]/g, '');
  const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(shown);
  if (day) return held === `${day[3]}-${day[2]}-${day[1]}` || held === shown;
  const text = withHyphens(shown);
  return held === text || `'${text}` === held || held === (shown === dash ? '' : bare(shown));
}
