import {longDay} from '../format.js';
import type {Lineage} from '../models/lineage.js';
import type {Make} from './dom.js';
import type {Choice, Control, OpenFile, Page, Provenance} from './page.js';
import {renderFilters} from './render.js';
import {statementAddress} from './statement.js';

export interface Assets {
  readonly script: string;
  readonly styles: readonly string[];
  readonly fonts: readonly string[];
}

export interface DocumentInput {
  readonly name: string;
  readonly page: Pick<Page, 'title' | 'menu' | 'lead' | 'filters'>;
  readonly pages: readonly {
    readonly name: string;
    readonly address: string;
    readonly page: Pick<Page, 'menu'>;
  }[];
  readonly content: HTMLElement;
  readonly choice: Choice;
  readonly years: readonly number[];
  readonly controls: readonly Control[];
  readonly dimensions: Readonly<Record<string, string>>;
  readonly provenance: Provenance;
  /** The tables that the page asks for, with what they are made of. */
  readonly lineages: readonly Lineage[];
  readonly openFiles: readonly OpenFile[];
  readonly files: Readonly<Record<string, string>>;
  /** Address of the CSV file per figure, for the choice that the page opens with. */
  readonly downloads: Readonly<Record<string, string>>;
  readonly assets: Assets;
}

/**
 * The strictest policy that works: nothing from elsewhere, no inline script or style, no text that becomes markup.
 * `frame-ancestors` stands in the header only (`serve.ts`); a page cannot say it of itself.
 */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

/** Fill an empty document with a page: complete without its script, which only adds charts and choices. */
export function fillDocument(document: Document, make: Make, input: DocumentInput): void {
  const {page, assets} = input;
  document.documentElement.setAttribute('lang', 'nl-BE');
  const append = (parent: Element, ...children: (Element | null)[]): void => {
    for (const child of children) if (child) parent.appendChild(child);
  };
  append(
    document.head,
    make('meta', {charset: 'utf-8'}),
    make('meta', {'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy}),
    make('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
    make('meta', {name: 'description', content: page.lead}),
    make('title', {}, `${page.title} – Jobbonusmonitor`),
    ...assets.fonts.map((href) =>
      make('link', {rel: 'preload', as: 'font', type: 'font/woff2', href, crossorigin: true}),
    ),
    ...assets.styles.map((href) => make('link', {rel: 'stylesheet', href})),
    make('script', {type: 'module', src: assets.script}),
    make('link', {rel: 'icon', href: 'assets/icon.svg', type: 'image/svg+xml'}),
  );
  append(
    document.body,
    make('a', {class: 'skip', href: '#main'}, 'Naar de inhoud'),
    header(make, input),
    make(
      'main',
      {id: 'main', class: 'wrap'},
      make('h1', {}, page.title),
      make('p', {class: 'lead'}, page.lead),
      renderFilters(make, page, input.choice, input.years, input.dimensions, input.controls),
      make('p', {id: 'live', class: 'unseen', 'aria-live': 'polite'}),
      notice(make, input),
      input.content,
      openData(make, input.openFiles),
    ),
    footer(make, input),
    make(
      'script',
      {type: 'application/json', id: 'settings'},
      JSON.stringify({
        page: input.name,
        provenance: input.provenance,
        dimensions: input.dimensions,
        choice: input.choice,
        files: input.files,
        downloads: input.downloads,
      }),
    ),
  );
}

/**
 * What there is to say about the page itself. As it stands it is for who gets no script, whether it is switched off,
 * held back or lost on the way: theme.css shows it when none has spoken after a while, and the script empties it.
 */
const notice = (make: Make, {files}: DocumentInput): HTMLElement =>
  make(
    'p',
    {id: 'notice', class: 'notice late', role: 'status'},
    Object.keys(files).length === 0
      ? null
      : 'Deze pagina werkt nu zonder script: er zijn geen grafieken, en kiezen wat u ziet kan niet. Alle cijfers staan in de tabellen hieronder.',
  );

/**
 * The name of the site, the day it speaks of, and the menu: in lines on a wide screen, folded under the name of the
 * page on a phone. Both are plain links; the one that is not shown is not there for a screen reader either.
 */
function header(make: Make, {name, page, pages, provenance}: DocumentInput): HTMLElement {
  const list = (): HTMLElement =>
    make(
      'ul',
      {},
      ...pages.map((other) =>
        make(
          'li',
          {},
          make(
            'a',
            {href: other.address, 'aria-current': other.name === name ? 'page' : undefined},
            other.page.menu,
          ),
        ),
      ),
    );
  return make(
    'header',
    {class: 'site'},
    make(
      'div',
      {class: 'wrap'},
      make(
        'div',
        {class: 'top'},
        make('a', {class: 'brand', href: 'index.html'}, 'Jobbonusmonitor'),
        make('p', {class: 'as-of'}, `Toestand op ${longDay(provenance.asOf)}`),
      ),
      make('nav', {class: 'wide', 'aria-label': 'Pagina’s'}, list()),
      make(
        'nav',
        {class: 'small', 'aria-label': 'Pagina’s'},
        make('details', {}, make('summary', {}, `Menu: ${page.menu}`), list()),
      ),
    ),
  );
}

/** Files of open data, with what each holds. */
function openData(make: Make, files: readonly OpenFile[]): HTMLElement | null {
  if (files.length === 0) return null;
  const links = files.map(({path, label}) => make('li', {}, make('a', {href: path, download: true}, label)));
  return make(
    'section',
    {class: 'figure open-data', 'aria-labelledby': 'open-data-title'},
    make('h2', {id: 'open-data-title'}, 'Open data'),
    make(
      'p',
      {},
      'De cijfers van deze pagina als bestanden, met een beschrijving die een computer kan lezen (CSV op het web).',
    ),
    make('ul', {}, ...links),
  );
}

/** From every table of the page back to who delivered it and the law: closed until somebody asks. */
function origins(make: Make, lineages: DocumentInput['lineages']): HTMLElement | null {
  if (lineages.length === 0) return null;
  // tables of one origin stand together
  const rows = new Map<string, {titles: string[]; lineage: Omit<Lineage, 'title'>}>();
  for (const {title, ...lineage} of lineages) {
    const key = JSON.stringify(lineage);
    const row = rows.get(key) ?? {titles: [], lineage};
    rows.set(key, row);
    row.titles.push(title);
  }
  const cell = (items: readonly string[]): HTMLElement => make('td', {}, items.join('; '));
  return make(
    'details',
    {class: 'origins'},
    make('summary', {}, 'Waar de cijfers van deze pagina vandaan komen'),
    make(
      'div',
      {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Herkomst van de cijfers'},
      make(
        'table',
        {},
        make(
          'thead',
          {},
          make(
            'tr',
            {},
            ...['Cijfers', 'Gemaakt uit de leveringen', 'Volgens'].map((label) =>
              make('th', {scope: 'col'}, label),
            ),
          ),
        ),
        make(
          'tbody',
          {},
          ...[...rows.values()].map(({titles, lineage}) =>
            make(
              'tr',
              {},
              make('th', {scope: 'row'}, titles.join('; ')),
              cell(lineage.sources),
              cell(lineage.laws),
            ),
          ),
        ),
      ),
    ),
  );
}

function footer(make: Make, {provenance, lineages}: DocumentInput): HTMLElement {
  return make(
    'footer',
    {class: 'site'},
    make(
      'div',
      {class: 'wrap'},
      make(
        'p',
        {},
        `Toestand op ${longDay(provenance.asOf)}. Gebouwd op ${longDay(provenance.builtOn)} uit berekening ${provenance.runId} (${provenance.fingerprint}).`,
      ),
      make(
        'p',
        {},
        provenance.isRounded
          ? 'Elk aantal is afgerond op een tiental (<10: nul of minder dan tien personen); bedragen volgen daaruit. Afgeschermd (x): te weinig personen voor een percentage (100) of een bedrag (30). Een streepje (–): niet van toepassing.'
          : `Aantallen onder ${provenance.smallestCount} personen worden niet getoond, noch wat ze zou verraden (x); nul staat er als 0. Een streepje (–) betekent dat er geen waarde is. Bedragen zijn exact tot op de cent; wat afgerond is staat er zo bij.`,
      ),
      make('p', {}, make('a', {href: statementAddress}, 'Toegankelijkheidsverklaring')),
      origins(make, lineages),
    ),
  );
}
