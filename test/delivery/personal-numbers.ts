/**
 * Numbers that pass every check and belong to nobody: serial number 999 is never given out, and an account number
 * of nines is none.
 */

const pad = (value: bigint | number, width: number): string => String(value).padStart(width, '0');

/**
 * A Belgian national number.
 *
 * @param birth yymmdd; for a bis number the month is 20 or 40 higher
 * @param century of the birth: from 2000 on a 2 stands before the number when the check is taken
 * @param error added to the check: not 0 gives a number that is none
 */
export function nationalNumber(birth: string, century: 19 | 20, error = 0): string {
  const nine = `${birth}999`;
  const check = 97 - Number(BigInt(century === 20 ? `2${nine}` : nine) % 97n);
  return nine + pad(((check - 1 + error) % 97) + 1, 2);
}

/** The way it stands on a card: 85.07.30-999.28. */
export const asOnCard = (n: string): string =>
  `${n.slice(0, 2)}.${n.slice(2, 4)}.${n.slice(4, 6)}-${n.slice(6, 9)}.${n.slice(9)}`;

/** An account number of nines, with the check digits that belong to it, or others. */
export function iban(country: string, length: number, error = 0): string {
  const account = '9'.repeat(length - 4);
  const digits = [...`${account}${country}00`].map((c) => Number.parseInt(c, 36)).join('');
  const check = 98 - Number(BigInt(digits) % 97n);
  return `${country}${pad(((check - 2 + error) % 97) + 2, 2)}${account}`;
}

/** In groups of four, as on paper. */
export const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

/** Country and length, from the register of the SWIFT organisation. */
export const ibanLengths: readonly (readonly [country: string, length: number])[] = (
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
  'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
  'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
  'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
)
  .split(' ')
  .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const);
