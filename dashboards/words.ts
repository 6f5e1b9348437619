import {months} from '../src/format.js';
import {num} from '../src/site/arrow-rows.js';
import type {Row} from '../src/site/page.js';

/**
 * A group in the middle of a sentence or beside a bar. A category is short in a table under its breakdown; away from
 * there it must say who it is about, so that it can stand after `bij` and `dan`. A breakdown that is not here is named
 * in brackets.
 */
const phrases: Readonly<Record<string, (category: string) => string>> = {
  by_total: () => 'iedereen',
  by_age: (category) => (/\d$/.test(category) ? `${category} jaar` : category),
  by_sex: (category) =>
    ({Man: 'mannen', Vrouw: 'vrouwen', X: 'geslacht X'})[category] ?? `geslacht ${lower(category)}`,
  by_province: (category) => (category === 'Onbekend' ? 'provincie onbekend' : category),
  by_wage_band: (category) => `referteloon ${lower(category)}`,
  by_work_fraction: (category) => `wie ${category} werkte`,
  by_sector: (category) => (category === 'Onbekend' ? 'sector onbekend' : category),
  by_category: (category) =>
    ({Werknemer: 'werknemers', Grensarbeider: 'grensarbeiders'})[category] ?? 'werknemers en grensarbeiders',
  by_channel: (category) =>
    ({'e-Box': 'wie de eerste brief via e-Box kreeg', Papier: 'wie de eerste brief op papier kreeg'})[
      category
    ] ?? 'wie nog geen brief kreeg',
  by_return: (category) =>
    ({Nieuw: 'nieuwe rechthebbenden', Terugkerend: 'terugkerende rechthebbenden'})[category] ??
    'rechthebbenden van wie het jaar ervoor niet gekend is',
};

/**
 * `18–24 jaar · vrouwen`: of a crossing each level by its own name.
 *
 * @param dimensions Dutch label per breakdown
 */
export function groupName(
  dimension: string,
  category: string,
  dimensions: Readonly<Record<string, string>>,
): string {
  const [crossed, levels] = [dimension.split(' '), category.split(' · ')];
  if (crossed.length > 1 && crossed.length === levels.length)
    return crossed.map((one, i) => groupName(one, levels[i]!, dimensions)).join(' · ');
  return phrases[dimension]?.(category) ?? `${category} (${lower(dimensions[dimension] ?? dimension)})`;
}

/** The finding of a breakdown of which nothing may be shown: a large group is hidden where it would tell of a small one. */
export const tooSmall =
  'Geen enkele groep kan getoond worden: er is een te kleine groep bij, en de andere zouden die verraden.';

/** `2022`, `2022 en 2023`, `2021, 2022 en 2023`; of a long list the first four and how many more. */
export function listed(parts: readonly string[]): string {
  const shown = parts.length > 5 ? [...parts.slice(0, 4), `nog ${parts.length - 4} andere`] : [...parts];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} en ${last}`;
}

/** `1 persoon`, `175 personen`. */
export const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** A label in the middle of a sentence: without its capital, unless it begins with an abbreviation. */
export const inSentence = (label: string): string => (/^\p{Lu}{2}/u.test(label) ? label : lower(label));

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/**
 * What becomes of the euros of people without an account: they wait until the deadline of the reference year and have
 * lapsed after it.
 *
 * @param open the row of `open_amounts` of the year
 */
export function waiting(open: Row | undefined): {label: string; verb: string; euro: number} {
  const lapsed = num(open, 'lapsed_eur');
  return lapsed > 0
    ? {label: 'Vervallen zonder rekening', verb: 'is vervallen', euro: lapsed}
    : {label: 'Wacht op een rekening', verb: 'wacht', euro: num(open, 'open_unregistered_eur')};
}

/** `2023-11` as `november 2023`; anything else stays as it is. */
export function monthOf(text: string): string {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  return found ? `${months[Number(found[2]) - 1]} ${found[1]}` : text;
}

/** A wave or first letters by a name to read; what does not follow our way of numbering keeps its own. */
export const actionName = (action: string): string =>
  action
    .replace(/^(\d{4})-eerste brieven$/, 'Eerste brieven over $1')
    .replace(/^(\d{4})-herinnering-(\d+)$/, 'Herinnering $2 over $1');
