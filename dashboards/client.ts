import './theme.css';
import {rowsFromArrow} from '../src/site/arrow-rows.js';
import {makerOf} from '../src/site/dom.js';
import {choiceText, downloadOf, type Origin} from '../src/site/download.js';
import type {Choice, Figure, Page, PageData, Provenance} from '../src/site/page.js';
import {type DownloadLink, show} from '../src/site/render.js';
import {addSearches} from './search.js';

/** What the server wrote into the page for its script: names and dates, never a figure. */
interface Settings {
  readonly page: string;
  readonly provenance: Provenance;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly choice: Choice;
  /** Address of the Arrow file per set of rows. */
  readonly files: Readonly<Record<string, string>>;
  /** Address of the CSV file per figure, as the page opens. */
  readonly downloads: Readonly<Record<string, string>>;
}

const pages = import.meta.glob<{default: Page}>('./pages/*.ts', {eager: true});
const make = makerOf(document);

const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as Settings;
const form = document.querySelector<HTMLFormElement>('form.filters');

async function start(): Promise<void> {
  tell('');
  carryYear(askedYear());
  const page = pages[`./pages/${settings.page}.ts`]?.default;
  if (!page) {
    document.documentElement.dataset.ready = 'true';
    return;
  }
  const entries = await Promise.all(
    Object.entries(settings.files).map(async ([name, address]) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return [name, rowsFromArrow(await response.arrayBuffer())] as const;
    }),
  );
  const data: PageData = Object.fromEntries(entries);
  let figures: readonly Figure[] = [];

  let last: Choice | undefined;
  let made: string[] = [];
  /** The file beside the page holds the choice it opens with; any other is written here, from the same table. */
  const linkTo = (figure: Figure, origin: Origin): DownloadLink => {
    const {name, text} = downloadOf(figure, origin);
    const placed = settings.downloads[figure.id];
    if (placed !== undefined && isSame(origin.choice, settings.choice)) return {href: placed, name};
    const href = URL.createObjectURL(new Blob([text], {type: 'text/csv;charset=utf-8'}));
    made.push(href);
    return {href, name};
  };

  const refresh = (choice: Choice, isFirst: boolean): void => {
    for (const href of made) URL.revokeObjectURL(href);
    made = [];
    // print shows what was chosen as text
    for (const select of form?.querySelectorAll('select') ?? []) {
      select.closest('label')?.setAttribute('data-chosen', select.selectedOptions[0]?.textContent ?? '');
    }
    const {provenance, dimensions} = settings;
    const shown = show(make, page, {data, choice, provenance, dimensions}, (figure) =>
      linkTo(figure, {page, pageName: settings.page, choice, provenance, dimensions}),
    );
    const isSlid = !isFirst && last?.year === choice.year && last.dimension === choice.dimension;
    last = choice;
    const same = isSlid ? keepDrawn(figures, shown.figures, shown.element) : new Set<string>();
    figures = shown.figures;
    const open = new Set(
      [...document.querySelectorAll('section details[open]')].map((d) => d.closest('section')?.id),
    );
    for (const details of shown.element.querySelectorAll('details')) {
      if (open.has(details.closest('section')?.id)) details.open = true;
    }
    addSearches(make, shown.element, document);
    document.getElementById('content')?.replaceWith(shown.element);
    draw(figures.filter(({id}) => !same.has(id)));
    if (isFirst) return;
    const chosen = choiceText({page, choice, dimensions});
    announce(`${figures.length} figuren bijgewerkt${chosen === '' ? '' : `: ${chosen}`}`);
  };

  /** The back button undoes a choice: one entry for each, and none for a choice that stays as it was. */
  const keep = (choice: Choice): void => {
    const address = addressOf(choice, settings.choice);
    if (address !== location.pathname + location.search) history.pushState(null, '', address);
  };
  // a slider passes many places on its way, also under a key that is held down: only where it comes to rest is a choice
  let isKeyDown = false;
  let isMoved = false;
  const rest = (): void => {
    isKeyDown = false;
    if (isMoved) keep(choiceIn(form, settings.choice));
    isMoved = false;
  };
  form?.addEventListener('keydown', () => {
    isKeyDown = true;
  });
  // the key that leaves a field comes up elsewhere
  for (const end of ['keyup', 'blur']) window.addEventListener(end, rest);
  form?.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement) settle(form, event.target);
    if (event.target instanceof HTMLSelectElement) {
      tell('');
      if (event.target.name === 'jaar') carryYear(yearToCarry());
    }
    const choice = choiceIn(form, settings.choice);
    isMoved = event.target instanceof HTMLInputElement && isKeyDown;
    if (!isMoved) keep(choice);
    if (last && !isSame(choice, last)) refresh(choice, false);
  });
  form?.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement && moveTogether(form, event.target))
      refresh(choiceIn(form, settings.choice), false);
  });
  form?.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('popstate', () => {
    form?.reset();
    tell(restore(form));
    carryYear(askedYear());
    const choice = choiceIn(form, settings.choice);
    // a jump within the page is a step back as well, and changes nothing
    if (last && !isSame(choice, last)) refresh(choice, false);
  });
  const missing = restore(form);
  refresh(choiceIn(form, settings.choice), true);
  document.documentElement.dataset.ready = 'true';
  tell(missing);

  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    draw(figures);
  });
}

/**
 * A slider answers at once because only what it changed is drawn again: a figure with the same numbers stays as it
 * stands, with its new download.
 *
 * @returns the figures that stayed
 */
function keepDrawn(before: readonly Figure[], after: readonly Figure[], content: HTMLElement): Set<string> {
  const numbers = ({title, finding, table, notes}: Figure): string =>
    JSON.stringify([title, finding, table, notes]);
  const kept = new Set<string>();
  for (const figure of after) {
    const old = before.find(({id}) => id === figure.id);
    const standing = document.getElementById(figure.id);
    const fresh = content.querySelector(`section[id="${figure.id}"]`);
    if (!old || !standing || !fresh || numbers(old) !== numbers(figure)) continue;
    standing.querySelector('a.file')?.replaceWith(fresh.querySelector('a.file') ?? '');
    fresh.replaceWith(standing);
    kept.add(figure.id);
  }
  return kept;
}

const isSame = (one: Choice, other: Choice): boolean =>
  one.year === other.year &&
  one.dimension === other.dimension &&
  Object.entries(one.numbers ?? {}).every(([name, value]) => other.numbers?.[name] === value);

/** Draw every chart at the width it has. */
function draw(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const place = document.querySelector<HTMLElement>(`[data-chart="${figure.id}"]`);
    if (!place || !figure.chart) continue;
    const width = Math.max(280, Math.floor(place.clientWidth));
    const chart = figure.chart(width);
    // one that leaves room beside it does so on paper too
    chart.classList.toggle('part', Number(chart.getAttribute('width')) < width * 0.75);
    // the policy forbids style elements; theme.css says the same once for all charts
    for (const style of chart.querySelectorAll('style')) style.remove();
    // the figure has one name; Plot names every group of marks after its kind, in English
    for (const named of chart.querySelectorAll('[aria-label]')) named.removeAttribute('aria-label');
    place.replaceChildren(chart);
  }
}

/**
 * The choice stands in the address, so that a view can be sent on: levels only, never counts.
 *
 * @returns a sentence where the page has nothing of the year that is asked for
 */
function restore(form: HTMLFormElement | null): string {
  const asked = new URLSearchParams(location.search);
  for (const select of form?.querySelectorAll('select') ?? []) {
    const value = asked.get(select.name);
    if (value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
  }
  for (const input of form?.querySelectorAll<HTMLInputElement>('input[type="range"]') ?? []) {
    const value = asked.get(input.name);
    // a slider itself refuses what lies outside its bounds or between its steps
    if (value !== null && /^-?\d+$/.test(value)) input.value = value;
    if (form) moveTogether(form, input);
  }
  const year = askedYear();
  const shown = chosenYear();
  return year === undefined || shown === undefined || year === shown
    ? ''
    : `Over refertejaar ${year} heeft deze pagina geen cijfers: u ziet refertejaar ${shown}.`;
}

const chosenYear = (): string | undefined =>
  form?.querySelector<HTMLSelectElement>('select[name="jaar"]')?.value;

/** The year in the address, whether this page has it or not. */
function askedYear(): string | undefined {
  const year = new URLSearchParams(location.search).get('jaar');
  return year !== null && /^\d{4}$/.test(year) ? year : undefined;
}

/** The year that the reader chose; none where it is the one that pages open with. */
const yearToCarry = (): string | undefined =>
  chosenYear() === String(settings.choice.year) ? undefined : chosenYear();

/** The links to other pages keep the year that was asked for, also over a page that does not have it. */
function carryYear(year: string | undefined): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('header.site a, footer.site p a')) {
    const address = (link.getAttribute('href') ?? '').replace(/\?.*$/, '');
    link.setAttribute('href', year === undefined ? address : `${address}?jaar=${year}`);
  }
}

/**
 * A slider and its number field say the same. What is typed counts as soon as it is one of the steps.
 *
 * @returns whether there is a number to show
 */
function moveTogether(form: HTMLFormElement, moved: HTMLInputElement): boolean {
  if (moved.type === 'number' && (moved.value === '' || !moved.validity.valid)) return false;
  for (const input of form.querySelectorAll<HTMLInputElement>(`input[name="${moved.name}"]`))
    if (input !== moved) input.value = moved.value;
  return true;
}

/** A number between two steps, or none, becomes a step once the reader leaves its field: the slider knows the nearest. */
function settle(form: HTMLFormElement, field: HTMLInputElement): void {
  const slider = form.querySelector<HTMLInputElement>(`input[type="range"][name="${field.name}"]`);
  if (field.type !== 'number' || !slider) return;
  if (field.value !== '') slider.value = field.value;
  field.value = slider.value;
}

function numbersIn(form: HTMLFormElement | null): Record<string, number> {
  const sliders = form?.querySelectorAll<HTMLInputElement>('input[type="range"]') ?? [];
  return Object.fromEntries([...sliders].map((input) => [input.name, Number(input.value)]));
}

function choiceIn(form: HTMLFormElement | null, initial: Choice): Choice {
  const value = (name: string): string | undefined =>
    form?.querySelector<HTMLSelectElement>(`select[name="${name}"]`)?.value;
  return {
    year: Number(value('jaar') ?? initial.year),
    dimension: value('groep') ?? initial.dimension,
    numbers: numbersIn(form),
  };
}

function addressOf(choice: Choice, initial: Choice): string {
  const parts = new URLSearchParams();
  if (choice.year !== initial.year) parts.set('jaar', String(choice.year));
  if (choice.dimension !== initial.dimension) parts.set('groep', choice.dimension);
  for (const [name, value] of Object.entries(choice.numbers ?? {}))
    if (value !== initial.numbers?.[name]) parts.set(name, String(value));
  const query = parts.toString();
  return location.pathname + (query === '' ? '' : `?${query}`);
}

function announce(text: string): void {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
}

/** Say something about the page itself, in sight and aloud; nothing takes the place away. */
function tell(text: string): void {
  const notice = document.getElementById('notice');
  if (!notice) return;
  notice.classList.remove('late');
  notice.textContent = text;
}

start().catch((error: unknown) => {
  // the figures and tables of the page stand without its script; the choices go back to what those show, and stay there
  form?.reset();
  for (const control of form?.elements ?? []) control.setAttribute('disabled', '');
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.numbers')) details.open = true;
  document.documentElement.dataset.ready = 'failed';
  const shown = chosenYear();
  tell(
    `De grafieken en de keuzes werken niet: de gegevens konden niet worden gelezen. ${shown === undefined ? 'De cijfers staan in de tabellen.' : `De tabellen tonen refertejaar ${shown}.`}`,
  );
  console.error(error);
});
