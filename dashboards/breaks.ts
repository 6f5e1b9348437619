import type {Kysely} from 'kysely';
import type {Database} from '../src/db/tables.js';
import {num} from '../src/site/arrow-rows.js';
import type {PageData} from '../src/site/page.js';

/** What a page asks to draw breaks; under another name, because a year that only changes a rule is no year to look at. */
export const rulesAsked = (db: Kysely<Database>) =>
  db
    .selectFrom('published.rule_changes')
    .select([
      'reference_year as since_year',
      'from_quarter',
      'label',
      'unit',
      'value',
      'value_before',
      'article',
      'hidden',
    ]);

/** Reference years whose rules differ from the year before, from the rows `rules` of a page. */
export const breaksIn = (data: PageData): ReadonlySet<number> =>
  new Set((data.rules ?? []).map((row) => num(row, 'since_year')));

/** The first year after a break between two reference years; undefined where both stand under the same rules. */
export function breakBetween(breaks: ReadonlySet<number>, a: number, b: number): number | undefined {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  for (let year = to; year > from; year--) if (breaks.has(year)) return year;
  return undefined;
}
