import {count, dash, longDay} from '../format.js';
import {cellText, hiddenSign, showsHidden} from './cells.js';
import type {Make} from './dom.js';
import type {
  Choice,
  Control,
  Figure,
  FigureTable,
  KeyNumber,
  Page,
  PageContext,
  Provenance,
  Row,
  TableColumn,
} from './page.js';

/** Where the numbers of a figure can be had as a file. */
export interface DownloadLink {
  readonly href: string;
  readonly name: string;
}

/** A key number of more signs than this, a word of size left out, is set smaller, with those beside it. */
const longValue = 12;

/** A number and the word of size behind it, as in `€ 3,0` and `miljoen`. */
const parted = (value: string): [amount: string, size: string | undefined] => {
  const [, amount = value, size] = /^(.*\d)(\u00A0\p{L}+)$/u.exec(value) ?? [];
  return [amount, size];
};

/** The part of a page that depends on the reader's choice: key numbers and figures. */
export function renderContent(
  make: Make,
  keys: readonly KeyNumber[],
  figures: readonly Figure[],
  provenance: Provenance,
  linkOf: (figure: Figure) => DownloadLink,
): HTMLElement {
  return make(
    'div',
    {id: 'content'},
    keys.length > 0 &&
      make(
        'dl',
        {
          class: `keys of-${keys.length}${keys.some((key) => parted(key.value)[0].length > longValue) ? ' long' : ''}`,
        },
        ...keys.map((key) => renderKey(make, key)),
      ),
    ...figures.map((figure) => renderFigure(make, figure, provenance, linkOf(figure))),
  );
}

/** The number large, a word of size behind it (`miljoen`) smaller. */
function renderKey(make: Make, key: KeyNumber): HTMLElement {
  const [amount, size] = parted(key.value);
  return make(
    'div',
    {class: 'key'},
    make('dt', {}, key.label),
    make('dd', {class: 'value'}, amount, size !== undefined && make('span', {class: 'unit'}, size)),
    make('dd', {class: 'detail'}, key.detail),
  );
}

function renderFigure(make: Make, figure: Figure, provenance: Provenance, link: DownloadLink): HTMLElement {
  const {table} = figure;
  const tableElement = renderTable(make, table);
  const isClosed = figure.isTableOpen === false || (figure.chart && !figure.isTableOpen);
  const isLong = isClosed && table.rows.length > rowsOnPaper;
  const hasHidden = table.rows.some((row) => table.columns.some((c) => showsHidden(row, c)));
  const protection = provenance.isRounded
    ? 'afgerond op tientallen'
    : hasHidden
      ? `${hiddenSign} = afgeschermd`
      : 'hier niets afgeschermd';
  const notes = [
    ...(figure.notes ?? []),
    ...(hasHidden
      ? [`${hiddenSign}: afgeschermd, omdat het over ${fewOf(provenance)} personen gaat of dat zou verraden.`]
      : []),
  ];
  return make(
    'section',
    {class: 'figure', id: figure.id, 'aria-labelledby': `${figure.id}-title`},
    make('h2', {id: `${figure.id}-title`}, figure.title),
    make('p', {class: 'finding'}, figure.finding),
    figure.chart &&
      make('figure', {
        class: 'chart',
        'data-chart': figure.id,
        role: 'img',
        'aria-label': figure.description ?? figure.finding,
      }),
    isClosed
      ? make(
          'details',
          {class: isLong ? 'numbers long' : 'numbers'},
          make(
            'summary',
            {},
            `Tabel met de cijfers (${table.rows.length} ${table.rows.length === 1 ? 'rij' : 'rijen'})`,
          ),
          tableElement,
        )
      : tableElement,
    isLong &&
      make(
        'p',
        {class: 'on-paper'},
        `De tabel van ${table.rows.length} rijen staat niet op papier; ze is te downloaden als bestand.`,
      ),
    notes.length > 0 && make('ul', {class: 'notes'}, ...notes.map((note) => make('li', {}, note))),
    make(
      'p',
      {class: 'download'},
      make(
        'a',
        {
          class: 'file',
          href: link.href,
          download: link.name,
          'aria-label': `Cijfers downloaden (CSV): ${figure.title}`,
        },
        'Cijfers downloaden (CSV)',
      ),
    ),
    make(
      'p',
      {class: 'stamp'},
      `Toestand op ${longDay(provenance.asOf)} · berekening ${provenance.runId} · ${provenance.fingerprint} · ${protection}`,
    ),
  );
}

const fewOf = ({isRounded, smallestCount}: Provenance): string =>
  isRounded ? 'te weinig' : `minder dan ${smallestCount}`;

/** A table that is closed on screen is printed up to so many rows: two sheets at most. */
const rowsOnPaper = 110;

/** From so many columns on a table is set smaller, so that it fits a desk screen and a sheet of paper. */
const manyColumns = 9;

/** Text from this length on is a sentence, which keeps a width to be read in also where the table scrolls. */
const proseLength = 40;

/**
 * A real table: caption, scoped headers, numbers aligned; it scrolls sideways by itself on a narrow screen. The first
 * column names the row and stands left, whatever it holds.
 */
export function renderTable(make: Make, table: FigureTable): HTMLElement {
  const aligned = (c: TableColumn, i: number): string | undefined =>
    i === 0 || c.kind === 'text' ? undefined : 'number';
  const head = make(
    'tr',
    {},
    ...table.columns.map((c, i) => make('th', {scope: 'col', class: aligned(c, i)}, c.label)),
  );
  const body = table.rows.map((row) =>
    make(
      'tr',
      {},
      ...table.columns.map((c, i) => {
        const content = renderCell(make, row, c, table.columns);
        if (i === 0) return make('th', {scope: 'row'}, content);
        const isProse = typeof content === 'string' && content.length > proseLength;
        return make('td', {class: aligned(c, i) ?? (isProse ? 'prose' : undefined)}, content);
      }),
    ),
  );
  const none = make('tr', {}, make('td', {class: 'none', colspan: table.columns.length}, 'Geen rijen.'));
  return make(
    'div',
    // a group and no landmark: two tables of one page may have the same caption, and thirty landmarks are no map
    {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': table.caption},
    make(
      'table',
      {class: table.columns.length >= manyColumns ? 'wide' : undefined},
      make('caption', {}, table.caption),
      make('thead', {}, head),
      make('tbody', {}, ...(body.length > 0 ? body : [none])),
    ),
  );
}

/** A value; a sign with its meaning where the value is hidden or where there is none. */
function renderCell(
  make: Make,
  row: Row,
  column: TableColumn,
  columns: readonly TableColumn[],
): HTMLElement | string {
  const text = cellText(row, column.key, column.kind, columns);
  if (showsHidden(row, column)) return make('abbr', {class: 'hidden', title: 'afgeschermd'}, text);
  return text === dash ? make('abbr', {title: 'geen waarde'}, text) : text;
}

/** The controls of a page, as plain form elements that work with a keyboard by themselves. */
export function renderFilters(
  make: Make,
  page: Pick<Page, 'filters'>,
  choice: Choice,
  years: readonly number[],
  dimensions: Readonly<Record<string, string>>,
  controls: readonly Control[] = [],
): HTMLElement | null {
  if (page.filters.length === 0 && controls.length === 0) return null;
  const option = (value: string, label: string, chosen: boolean): HTMLElement =>
    make('option', {value, selected: chosen}, label);
  return make(
    'form',
    // what a browser remembers of a form may be another choice than that of the figures
    {class: 'filters', 'aria-label': 'Kies wat u ziet', autocomplete: 'off'},
    page.filters.includes('year') &&
      make(
        'label',
        {'data-chosen': String(choice.year)},
        'Refertejaar',
        make(
          'select',
          {name: 'jaar'},
          ...[...years].reverse().map((y) => option(String(y), String(y), y === choice.year)),
        ),
      ),
    (page.filters.includes('dimension') || page.filters.includes('cells')) &&
      make(
        'label',
        {'data-chosen': dimensions[choice.dimension]},
        'Uitsplitsing',
        make(
          'select',
          {name: 'groep'},
          ...Object.entries(dimensions).map(([key, label]) => option(key, label, key === choice.dimension)),
        ),
      ),
    ...controls.map((control) => renderControl(make, control)),
  );
}

/** A number field and a slider that move together; the field takes what a finger cannot aim at. */
function renderControl(make: Make, control: Control): HTMLElement {
  const {name, label, unit, min, max, step, initial} = control;
  const range = {name, min, max, step, value: initial};
  return make(
    'fieldset',
    {class: 'control'},
    make('legend', {}, label),
    make('input', {type: 'number', inputmode: 'numeric', 'aria-label': `${label}, ${unit}`, ...range}),
    make('span', {class: 'unit'}, unit, make('br', {}), `${count(min)}–${count(max)}`),
    make('input', {type: 'range', 'aria-label': `${label}, schuif`, ...range}),
  );
}

/**
 * What a page shows for a choice.
 *
 * @param linkOf where the numbers of a figure stand as a file: beside the page, or made in the browser for a choice
 */
export function show(
  make: Make,
  page: Page,
  context: PageContext,
  linkOf: (figure: Figure) => DownloadLink,
): {element: HTMLElement; figures: readonly Figure[]} {
  const figures = page.figures(context);
  return {element: renderContent(make, page.keys(context), figures, context.provenance, linkOf), figures};
}
