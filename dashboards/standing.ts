import {num} from '../src/site/arrow-rows.js';
import type {Row, Rows} from '../src/site/page.js';
import {ofEverybody, ofYear} from './pick.js';

/**
 * What a difference is worth, on every page that tells of one: it holds when it was so in this reference year and in the
 * year before, on the same side and outside its margin in both; one that shows in this year only is provisional.
 */

/** The side on which a difference lies in a year: 1 above, -1 below, 0 where it is not clear. */
export type Side = number;

/** 1 or -1 where a whole margin lies above or below a value, else 0. */
export const sideOf = (low: number, high: number, value = 0): Side =>
  low > value ? 1 : high < value ? -1 : 0;

/** The side of everybody on which a group lies with its whole interval. */
const besideEverybody = (group: Row | undefined, rows: Rows): Side =>
  sideOf(num(group, 'rate_low'), num(group, 'rate_high'), num(ofEverybody(rows)[0], 'rate'));

/**
 * The sides of a group this year and the year before.
 *
 * @param rows of groups, of every year
 * @param side of a group among the rows of its year; that of its interval beside everybody when left out
 */
export const sidesOf = (
  {dimension, category}: Row,
  rows: Rows | undefined,
  year: number,
  side: (group: Row | undefined, rows: Rows) => Side = besideEverybody,
): [now: Side, before: Side] => {
  const [now, before] = [year, year - 1].map((y) => {
    const those = ofYear(rows, y);
    return side(
      those.find((row) => row.dimension === dimension && row.category === category),
      those,
    );
  });
  return [now!, before!];
};

/** A difference that was so the year before as well. */
export const lasting = 'houdt stand in twee jaren';

/** What a difference is worth, in a column of its own. */
export const standing = ([now, before]: readonly [Side, Side]): string =>
  now === 0 ? 'geen duidelijk verschil' : now === before ? lasting : 'voorlopig';

/** The same at the end of a sentence about the difference; where there is none it says so. */
export const standingAside = ([now, before]: readonly [Side, Side], year: number): string =>
  now === 0
    ? '; een duidelijk verschil is dat niet'
    : now === before
      ? `; dat verschil was er in ${year - 1} ook`
      : ' (voorlopig: één refertejaar)';
