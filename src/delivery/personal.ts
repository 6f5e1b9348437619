import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {literal} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';
import {rooms} from '../house.js';

/**
 * What may stand between digits: white space, dots, slashes and hyphens; and their wider, narrower and invisible kin.
 * The hyphen among the plain ones stands last, where it means itself.
 */
const separators = {
  plain: ' \t\n\v\f\r./-',
  others:
    '\u0085\u00A0\u00AD\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202F\u205F\u2060\u2212\u3000\uFEFF\uFF0D\uFF0E\uFF0F',
};

/** Digits as wide as a Chinese character, which people type by mistake and a reader takes for digits. */
const wideDigits = '\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19';

/**
 * SQL that is true when a text may be a number sought, by the way it is written: eleven digits, or two letters, two
 * digits and eleven more of either, whatever separators stand between. Quick to prepare and to ask; hardly anything else
 * that is delivered looks so.
 *
 * @param text an SQL expression of type VARCHAR
 */
export const looksPersonal = (text: string): string =>
  `(length(${text}) >= 11 and regexp_matches(${text}, ${literal(look)}))`;

const between = `[${separators.others}${separators.plain}]*`;
const some = (characters: string, count: number): string => `(?:[${characters}]${between}){${count}}`;
const digit = `0-9${wideDigits}`;
const look = `^${between}(?:${some(digit, 11)}\\z|${some('A-Za-z', 2)}${some(digit, 2)}${some(`A-Za-z${digit}`, 11)})`;

/**
 * SQL for a text without spaces, dots, slashes and hyphens of whatever kind; null where it does not look like a number
 * sought.
 *
 * It belongs in a query below the one that asks {@link isPersonal}: a macro writes its argument out wherever it names
 * it, and this one would be computed a dozen times a value.
 *
 * @param text an SQL expression of type VARCHAR
 */
export const bareOf = (text: string): string =>
  `case when ${looksPersonal(text)} then bare_number(${text}) end`;

/**
 * SQL that is true when a text is, as a whole, a Belgian national number (11 digits, valid check for either century;
 * bis numbers too) or an IBAN (real country, that country's length, mod 97). Such a value never enters: contract §1.
 *
 * @param bare a column of {@link bareOf}
 */
export const isPersonal = (bare: string): string => `personal_number(${bare})`;

/** Whether {@link isPersonal} holds of a text, judged without a database: for the names that a message repeats. */
export function isPersonalText(text: string): boolean {
  const bare = text.normalize('NFKC').replace(new RegExp(between, 'g'), '').toUpperCase();
  if (/^[0-9]{11}$/.test(bare))
    return ['', '2'].some(
      (century) => 97n - (BigInt(century + bare.slice(0, 9)) % 97n) === BigInt(bare.slice(9)),
    );
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(bare)) return false;
  const digits = [...bare.slice(4), ...bare.slice(0, 4)].map((c) => Number.parseInt(c, 36)).join('');
  return (
    ibanLengths()
      .split(' ')
      .includes(`${bare.slice(0, 2)}${bare.length}`) && BigInt(digits) % 97n === 1n
  );
}

const made = new WeakSet<object>();

/** Make the macros behind {@link isPersonal}, once per connection. */
export async function makePersonalMacros({
  connection,
  run,
}: Pick<Workspace, 'connection' | 'run'>): Promise<void> {
  if (made.has(connection)) return;
  const {plain, others} = separators;
  const macros = [
    // as many bytes as characters: nothing but plain ones, which go twice as fast
    `create or replace temp macro bare_number(text) as (
      case
        when strlen(text) = length(text) then translate(text, ${literal(plain)}, '')
        else translate(text, ${literal(wideDigits + plain + others)}, '0123456789')
      end)`,
    // the check is 97 minus the remainder; for births from 2000 on a 2 stands before the number
    // case, not and: only what looks like a number is computed with
    `create or replace temp macro national_number(digits) as (
      case
        when regexp_full_match(digits, '[0-9]{11}') then
          try_cast(substr(digits, 10, 2) as integer) in (
            97 - try_cast(substr(digits, 1, 9) as bigint) % 97,
            97 - try_cast('2' || substr(digits, 1, 9) as bigint) % 97)
        else false
      end)`,
    // letters count as 10 to 35, the first four characters go to the end, the remainder must be 1
    `create or replace temp macro iban_remainder(iban) as (
      list_reduce(
        list_transform(
          string_split(upper(substr(iban, 5) || substr(iban, 1, 4)), ''),
          lambda c: case when c between '0' and '9' then ascii(c) - 48 else ascii(c) - 55 end),
        lambda sum, digit: (sum * (case when digit < 10 then 10 else 100 end) + digit) % 97,
        0))`,
    `create or replace temp macro iban(text) as (
      case
        when not regexp_full_match(text, '[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}') then false
        when not contains(${literal(ibanLengths())}, upper(substr(text, 1, 2)) || length(text)) then false
        else iban_remainder(text) = 1
      end)`,
    `create or replace temp macro personal_number(text) as (
      case
        when length(text) = 11 then coalesce(national_number(text), false)
        when length(text) between 15 and 34 then coalesce(iban(text), false)
        else false
      end)`,
  ];
  await run(macros.join(';\n'));
  made.add(connection);
}

/** Every country with the length of its account numbers, as `AD24 AE23 …`: two letters and two digits each. */
function ibanLengths(): string {
  const lines = readFileSync(join(rooms.sql, 'codes', 'iban_countries.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  return lines.map((line) => line.split(',').slice(0, 2).join('')).join(' ');
}
