/**
 * Whether a part of a whole is more than so many percent, in whole numbers: 57 of 10,000 is not more than 0.57 %,
 * which as a binary fraction it would be.
 *
 * @param percent as it was written: its shortest decimal form counts
 */
export function isMoreThan(percent: number, part: number, whole: number): boolean {
  const [digits = '0', exponent = '0'] = String(percent).split('e');
  const [units = '0', decimals = ''] = digits.split('.');
  const scale = decimals.length - Number(exponent);
  return BigInt(part) * 100n * 10n ** BigInt(scale) > BigInt(whole) * BigInt(units + decimals);
}
