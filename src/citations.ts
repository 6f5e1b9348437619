/** An article of an act of law; without an article, the act as a whole. */
export interface Article {
  readonly act: string;
  readonly number?: string;
}

/**
 * The articles that a citation names, each with its act: `Decreet 20 mei 2022, art. 3 tot 5; BVR 1 juli 2022, art. 2 § 3`
 * names articles 3, 4 and 5 of the one and article 2 of the other. What is no act of law names none.
 */
export function articlesIn(citation: string): Article[] {
  return citation.split(';').flatMap((part): Article[] => {
    const found = /^\s*((?:Decreet|BVR|Wet)(?: \d+ \p{L}+)? \d{4})(?:, art\. ([^(]*))?/iu.exec(part);
    if (!found) return [];
    const [, named, list = ''] = found;
    const act = named!.charAt(0).toUpperCase() + named!.slice(1);
    // a paragraph stands within its article
    const numbers = list.replace(/,? (?:en )?§.*$/, '');
    const range = /^(\d+) tot (\d+)/.exec(numbers);
    const each = range
      ? Array.from({length: Number(range[2]) - Number(range[1]) + 1}, (_, i) => String(Number(range[1]) + i))
      : (numbers.match(/\d+(?:\/\d+)?/g) ?? []);
    return each.length === 0 ? [{act}] : each.map((number) => ({act, number}));
  });
}

/** An article as it is cited: `Decreet 20 mei 2022, art. 3`. */
export const cited = ({act, number}: Article): string =>
  number === undefined ? act : `${act}, art. ${number}`;

/** Articles of each act together, in order: `Decreet 20 mei 2022, art. 3, 4 en 8`. */
export function citedTogether(articles: readonly Article[]): string[] {
  const acts = new Map<string, Set<string>>();
  for (const {act, number} of articles) {
    const numbers = acts.get(act) ?? new Set();
    acts.set(act, number === undefined ? numbers : numbers.add(number));
  }
  return [...acts]
    .sort(([a], [b]) => a.localeCompare(b, 'nl', {numeric: true}))
    .map(([act, numbers]) => {
      const sorted = [...numbers].sort((a, b) => a.localeCompare(b, 'nl', {numeric: true}));
      const last = sorted.pop();
      if (last === undefined) return act;
      return `${act}, art. ${sorted.length === 0 ? last : `${sorted.join(', ')} en ${last}`}`;
    });
}
