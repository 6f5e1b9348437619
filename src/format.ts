/**
 * Numbers, amounts and days the Flemish way, for pages and for the terminal: `967.550`, `94,1%`, `€ 1.234,50`,
 * `31 december 2024`. Amounts come as decimal text and never pass through a binary fraction.
 */

const noBreakSpace = '\u00A0';

/** The minus of print: as wide as a plus and a digit, and never taken for a hyphen. Files keep `-`. */
export const minus = '\u2212';

/** `967.550`; null and undefined become a dash. */
export function count(value: number | bigint | null | undefined): string {
  if (value === null || value === undefined) return dash;
  const digits = String(value < 0 ? -value : value);
  return (value < 0 ? minus : '') + grouped(digits);
}

/** Decimal text (`'1234.5'`) as `€ 1.234,50`. */
export function euro(value: string | null | undefined): string {
  if (value === null || value === undefined) return dash;
  return `€${noBreakSpace}${decimal(value, 2)}`;
}

/** Decimal text or a number as `€ 1.235`: for amounts that were rounded themselves. */
export const wholeEuro = (value: string | number): string => `€${noBreakSpace}${decimal(String(value), 0)}`;

/** Decimal text or a number as `€ 1,2 miljoen`: for headlines, where cents say nothing. */
export function euroShort(value: string | number): string {
  const amount = Number(value);
  const size = Math.abs(amount);
  const [divisor, name] = size >= 1e9 ? [1e9, ' miljard'] : size >= 1e6 ? [1e6, ' miljoen'] : [1, ''];
  const digits = divisor === 1 ? 0 : 1;
  return `€${noBreakSpace}${decimal(roundedText(amount / divisor, digits), digits)}${name.replace(' ', noBreakSpace)}`;
}

/** Decimal text with a fixed number of decimals, a half away from zero. */
export function decimal(value: string, decimals: number): string {
  const scaled = scaledBy(value, decimals);
  if (scaled === undefined) return dash;
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  const tail = decimals === 0 ? '' : `,${digits.slice(-decimals)}`;
  const head = grouped(decimals === 0 ? digits : digits.slice(0, -decimals));
  return (scaled < 0n ? minus : '') + head + tail;
}

/** Decimal text in units of its last decimal, a half away from zero; nothing for what is no number. */
function scaledBy(value: string, decimals: number): bigint | undefined {
  const found = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value);
  if (!found) return undefined;
  const [, sign, whole, fraction = ''] = found;
  const padded = (fraction + '0'.repeat(decimals + 1)).slice(0, decimals + 1);
  const size = BigInt(`${whole}${padded.slice(0, decimals)}`) + (padded.charCodeAt(decimals) >= 53 ? 1n : 0n);
  return sign === '-' ? -size : size;
}

/**
 * A change, with its sign against its first digit: `€ +28.596`, `€ −137.668`, `+7,1%`; nothing before a zero. Between
 * the sign and the digits no line can break, between a minus and a euro sign it could.
 */
export const signed = (written: string): string =>
  written.includes(minus) || !/[1-9]/.test(written) ? written : written.replace(/\d/, '+$&');

/** A share between 0 and 1 as `94,1%`. */
export function percent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return dash;
  return `${decimal(roundedText(share * 100, decimals), decimals)}%`;
}

/** A difference between shares in percentage points, for before a word that says so: `7,1`. */
export const points = (difference: number): string => percent(difference).replace('%', '');

/**
 * How far two shares lie apart as they are written, in shares: `69,1%` and `67,4%` are `0.017` apart, whatever their
 * further decimals. A sentence that shows both shows this, so that nobody who subtracts finds something else.
 *
 * @returns NaN when one of them is no number
 */
export function writtenApart(share: number, other: number): number {
  const [one, two] = [share, other].map((value) =>
    Number.isFinite(value) ? scaledBy(roundedText(value * 100, 1), 1) : undefined,
  );
  return one === undefined || two === undefined ? Number.NaN : Number(one - two) / 1000;
}

/** ISO day as `31 december 2024`. */
export function longDay(iso: string | null | undefined): string {
  if (!iso) return dash;
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${months[month! - 1]} ${year}`;
}

/** ISO day as `31/12/2024`. */
export function shortDay(iso: string | null | undefined): string {
  if (!iso) return dash;
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** What stands where there is no value. */
export const dash = '–';

export const months = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const;

export const shortMonths = [
  'jan',
  'feb',
  'mrt',
  'apr',
  'mei',
  'jun',
  'jul',
  'aug',
  'sep',
  'okt',
  'nov',
  'dec',
] as const;

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** A statistic as decimal text: one digit more than is shown, so that the last rounding is the only one. */
function roundedText(value: number, decimals: number): string {
  return value.toFixed(Math.min(decimals + 8, 20));
}
