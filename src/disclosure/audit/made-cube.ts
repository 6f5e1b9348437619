import {type Cell, cellId} from '../cells.js';
import type {Family} from '../register.js';

/** A population that was never there, to besiege: what its people are like, level by level. */
export interface MadePeople {
  readonly people: number;
  /** By dimension, in code-point order, the share of the people in each level. */
  readonly shares: Readonly<Record<string, readonly number[]>>;
  /** Dimensions in a family at most. */
  readonly most: number;
}

/**
 * Every cell that holds anybody of a cube of made-up people, for every family of so many dimensions. Who has no
 * account differs from level to level, so that small counts fall together as they do in life.
 *
 * @param draw a number from 0 to 1
 */
export function madeCube({people, shares, most}: MadePeople, draw: () => number): Cell[] {
  const dimensions = Object.keys(shares);
  const levels = dimensions.map((d) => Uint8Array.from({length: people}, () => levelAt(shares[d]!, draw())));
  const isMissing = new Uint8Array(people);
  const cents = new Int32Array(people);
  for (let i = 0; i < people; i++) {
    const rate = levels.reduce((all, of, d) => all * (0.9 + 0.05 * ((of[i]! + d) % 5)), 0.06);
    isMissing[i] = draw() < rate ? 1 : 0;
    cents[i] = 3000 + Math.floor(draw() * 57_000);
  }
  const cells: Cell[] = [];
  for (const family of familiesOf(dimensions, most)) {
    const counts = new Map<number, number[]>();
    const columns = family.map((d) => levels[dimensions.indexOf(d)]!);
    for (let i = 0; i < people; i++) {
      const at = columns.reduce((place, of) => place * 256 + of[i]!, 0);
      const count = counts.get(at) ?? new Array<number>(8).fill(0);
      counts.set(at, count);
      const amount = cents[i]!;
      count[0]! += 1;
      count[2]! += amount;
      addMost(count, 4, amount);
      if (isMissing[i] === 0) continue;
      count[1]! += 1;
      count[3]! += amount;
      addMost(count, 6, amount);
    }
    for (const [at, [entitled, notRegistered, all, waiting, ...most]] of counts) {
      const names = family.map((_, j) => String(Math.floor(at / 256 ** (family.length - 1 - j)) % 256));
      cells.push({
        ...{year: 2022, family, levels: names, id: cellId(2022, family, names)},
        ...{entitled: entitled!, notRegistered: notRegistered!},
        ...{entitledCents: all!, notRegisteredCents: waiting!},
        ...{entitledMost: [most[0]!, most[1]!], notRegisteredMost: [most[2]!, most[3]!]},
      });
    }
  }
  return cells;
}

/** Keep the two largest amounts, at a place and the one after it. */
function addMost(count: number[], at: number, amount: number): void {
  count[at + 1] = Math.max(count[at + 1]!, Math.min(amount, count[at]!));
  count[at] = Math.max(count[at]!, amount);
}

function levelAt(shares: readonly number[], draw: number): number {
  let rest = draw;
  const level = shares.findIndex((share) => {
    rest -= share;
    return rest < 0;
  });
  return level === -1 ? shares.length - 1 : level;
}

/** Every family of at most so many dimensions, everybody first. */
function familiesOf(dimensions: readonly string[], most: number): Family[] {
  let last: Family[] = [[]];
  const all = [...last];
  for (let size = 1; size <= most; size++) {
    last = last.flatMap((family) =>
      dimensions.slice(dimensions.indexOf(family.at(-1) ?? '') + 1).map((d) => [...family, d]),
    );
    all.push(...last);
  }
  return all;
}
