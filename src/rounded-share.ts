/**
 * Decimals of a percentage of so many people: whole percents below a thousand, one decimal from there on. Finer than
 * that, anybody may count back.
 */
export const percentDecimals = (people: number): 0 | 1 => (people < 1000 ? 0 : 1);

/** A share of so many people, no finer than {@link percentDecimals} lets it be written. */
export function roundedShare(share: number, people: number): number {
  const steps = 10 ** (2 + percentDecimals(people));
  return Math.round(share * steps) / steps;
}
