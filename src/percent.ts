/**
 * A percentage as a user writes it, in hundredths of a percent: `2.5` is 250.
 *
 * @param wrong makes the error, from what is wrong
 */
export function parsePercent(text: string, wrong: (message: string) => Error): number {
  const found = /^(-?\d{1,2})(?:\.(\d{1,2}))?$/.exec(text);
  if (!found)
    throw wrong(`growth is ${text}; expected a percentage a year with at most two decimals, as in 2.5`);
  const size = Math.abs(Number(found[1])) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return text.startsWith('-') ? -size : size;
}
