/**
 * Exact arithmetic. Amounts and fractions are whole numbers of a small unit (cents, hundredths, 1e-8, 1e-6),
 * held in JavaScript numbers: every whole number up to 2^53 is exact there. A product that could pass 2^53
 * is taken with BigInt, and a result beyond it is an error, so nothing is ever rounded unseen.
 */

/**
 * a × b / divisor, rounded half away from zero.
 *
 * @param a a whole number
 * @param b a whole number
 * @param divisor a whole number above 0
 * @throws {RangeError} when an argument or the result is not an exact whole number, or divisor is not above 0
 */
export function timesOver(a: number, b: number, divisor: number): number {
  if (
    !Number.isSafeInteger(a) ||
    !Number.isSafeInteger(b) ||
    !Number.isSafeInteger(divisor) ||
    divisor <= 0
  ) {
    throw new RangeError(
      `${a} * ${b} / ${divisor}: three exact whole numbers and a positive divisor expected`,
    );
  }
  const product = a * b;
  if (!Number.isSafeInteger(product)) return bigTimesOver(a, b, divisor);
  // the remainder of safe integers is exact, and product - remainder is a multiple of the divisor
  const remainder = Math.abs(product % divisor);
  const quotient = (Math.abs(product) - remainder) / divisor;
  // compares with what is left, because 2 × remainder could itself pass 2^53
  const rounded = remainder >= divisor - remainder ? quotient + 1 : quotient;
  return product < 0 ? 0 - rounded : rounded;
}

/** The same as `timesOver`, by BigInt: for large products, and to check the fast way. */
export function bigTimesOver(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b);
  const size = product < 0n ? -product : product;
  const by = BigInt(divisor);
  const rounded = (2n * size + by) / (2n * by);
  return safe(Number(product < 0n ? -rounded : rounded));
}

function safe(whole: number): number {
  if (!Number.isSafeInteger(whole)) throw new RangeError(`${whole} is beyond the exact whole numbers`);
  return whole;
}

/**
 * '12.3' with scale 2 is 1230.
 *
 * @throws {RangeError} when the text is not a plain decimal, or has more decimals than the scale
 */
export function parseDecimal(text: string, scale: number): number {
  const sign = text.startsWith('-') ? -1 : 1;
  let units = 0;
  let digits = 0;
  let decimals = -1; // no point yet
  for (let index = sign < 0 ? 1 : 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT && decimals < 0 && digits > 0) decimals = 0;
    else if (code >= ZERO && code <= NINE) {
      units = units * 10 + (code - ZERO);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else digits = Number.NaN;
  }
  if (!(digits > 0) || decimals === 0 || decimals > scale) {
    throw new RangeError(`'${text}' is no decimal with ${scale} decimals`);
  }
  units *= 10 ** (scale - Math.max(decimals, 0));
  return sign < 0 ? 0 - safe(units) : safe(units);
}

const [POINT, ZERO, NINE] = [46, 48, 57];

/** 1230 with scale 2 is '12.30'; there is no '-0.00'. */
export function formatDecimal(units: number, scale: number): string {
  const digits = String(Math.abs(safe(units))).padStart(scale + 1, '0');
  const sign = units < 0 ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The sum of whole numbers, refused when it stops being exact. */
export function sum(values: readonly number[]): number {
  return safe(values.reduce((total, value) => total + value, 0));
}
