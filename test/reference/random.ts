/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** in [0, 1) */
  readonly next: () => number;
  /** a whole number from `low` to `high`, both included */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** each item with its weight */
  readonly weighted: <T>(items: readonly (readonly [number, T])[]) => T;
  readonly shuffled: <T>(items: readonly T[]) => T[];
  /** an own sequence, so that a change in one part of a world leaves the others as they were */
  readonly fork: (name: string) => Random;
}

/** Mulberry32: 32 bits of state, in whole-number arithmetic only. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => items[between(0, items.length - 1)] as T;
  const shuffled = <T>(items: readonly T[]): T[] => {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = between(0, last);
      [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
    }
    return copy;
  };
  const weighted = <T>(items: readonly (readonly [number, T])[]): T => {
    let left = next() * items.reduce((total, [weight]) => total + weight, 0);
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return (items.at(-1) as readonly [number, T])[1];
  };
  const fork = (name: string): Random => {
    let hash = between(0, 0x7fffffff);
    for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    return makeRandom(hash);
  };
  return {next, between, chance: (probability) => next() < probability, pick, weighted, shuffled, fork};
}
