/**
 * Whether two names are of two people. One person writes a name in more than one way: capitals, spaces, points and
 * accents do not make it another. A name without a letter is nobody's.
 */
export function areTwoPeople(a: string, b: string): boolean {
  const [one, other] = [plainName(a), plainName(b)];
  return one !== '' && other !== '' && one !== other;
}

const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
    .toLowerCase();
