import type {Make} from '../src/site/dom.js';

/**
 * Lay a search above every table that is too long to look through. It is made in the browser only: without its script
 * it would answer nothing.
 *
 * @param content of the page, before it is shown
 * @param standing what it takes the place of: a text that is sought there is sought on
 */
export function addSearches(make: Make, content: ParentNode, standing: ParentNode): void {
  for (const details of content.querySelectorAll<HTMLElement>('details.long')) {
    const id = details.closest('section')?.id ?? '';
    const input = make('input', {type: 'search', autocomplete: 'off'}) as HTMLInputElement;
    const found = make('output');
    const rows = [...details.querySelectorAll<HTMLElement>('tbody tr')];
    const seek = (): void => {
      found.textContent = filterRows(rows, input.value);
    };
    input.addEventListener('input', seek);
    details
      .querySelector('summary')
      ?.after(make('p', {class: 'search'}, make('label', {}, 'Zoek in de tabel ', input), ' ', found));
    input.value =
      standing.querySelector<HTMLInputElement>(`section[id="${id}"] input[type="search"]`)?.value ?? '';
    seek();
  }
}

/**
 * Hide the rows whose words do not hold a text, whatever its capitals and accents.
 *
 * @returns how many are left, as a sentence; nothing when nothing is sought
 */
function filterRows(rows: readonly HTMLElement[], sought: string): string {
  const wanted = plain(sought);
  let left = 0;
  for (const row of rows) {
    const words = [...row.querySelectorAll('th, td:not(.number)')].map((cell) => cell.textContent);
    row.hidden = !plain(words.join(' ')).includes(wanted);
    if (!row.hidden) left += 1;
  }
  if (wanted === '') return '';
  return left === 0 ? 'geen enkele rij' : `${left} van ${rows.length} rijen`;
}

const plain = (text: string): string =>
  text
    .trim()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
